"""Instants are named from where the reader stands: the reader's day, not the server's."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from support_desk.shared.ui.times import TimeWords

MOSCOW = ZoneInfo("Europe/Moscow")
# Wednesday 18 March 2026, 00:30 in Moscow; still Tuesday in UTC.
AT = datetime(2026, 3, 17, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 3, 17, 21, 5, tzinfo=UTC), "Today 00:05"),
        (datetime(2026, 3, 17, 20, 59, tzinfo=UTC), "Yesterday 23:59"),
        (datetime(2026, 3, 19, 9, 0, tzinfo=UTC), "Tomorrow 12:00"),
        (datetime(2026, 3, 13, 9, 0, tzinfo=UTC), "Fri 12:00"),
        (datetime(2026, 3, 24, 9, 0, tzinfo=UTC), "Tue 12:00"),
        (datetime(2026, 3, 11, 9, 0, tzinfo=UTC), "11 Mar 12:00"),
        (datetime(2025, 12, 1, 9, 0, tzinfo=UTC), "1 Dec 2025 12:00"),
    ],
)
def test_short_form(instant: datetime, words: str) -> None:
    with translation.override("en"):
        assert TimeWords(at=AT, zone=MOSCOW).short(instant) == words


def test_html_holds_machine_and_exact_forms() -> None:
    with translation.override("en"):
        html = TimeWords(at=AT, zone=MOSCOW).html(datetime(2026, 3, 18, 9, 0, 5, tzinfo=UTC))
    assert html == (
        '<time datetime="2026-03-18T09:00:05+00:00" title="Wednesday 18 March 2026, 12:00:05 UTC+03:00">'
        "Today 12:00</time>"
    )


@pytest.mark.parametrize(
    ("instant", "english", "russian"),
    [
        (datetime(2026, 3, 17, 21, 5, tzinfo=UTC), "00:05", "00:05"),
        (datetime(2026, 3, 17, 20, 59, tzinfo=UTC), "yesterday 23:59", "вчера 23:59"),
        (datetime(2026, 3, 13, 9, 0, tzinfo=UTC), "Fri 12:00", "пт 12:00"),
        (datetime(2026, 3, 11, 9, 0, tzinfo=UTC), "11 Mar 12:00", "11 марта 12:00"),
    ],
)
def test_a_day_inside_a_sentence_keeps_its_capital_only_where_the_language_writes_one(
    instant: datetime, english: str, russian: str
) -> None:
    times = TimeWords(at=AT, zone=MOSCOW)
    with translation.override("en"):
        assert times.near(instant) == english
    with translation.override("ru"):
        assert times.near(instant) == russian


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 3, 18, 9, 0, tzinfo=UTC), "Today, 18 Mar"),
        (datetime(2026, 3, 24, 9, 0, tzinfo=UTC), "Tue, 24 Mar"),
        (datetime(2026, 3, 30, 9, 0, tzinfo=UTC), "30 Mar"),
    ],
)
def test_a_day_to_decide_by_has_its_date(instant: datetime, words: str) -> None:
    with translation.override("en"):
        assert TimeWords(at=AT, zone=MOSCOW).dated(instant) == words


@pytest.mark.parametrize(("language", "words"), [("en", "today 00:05"), ("ru", "сегодня 00:05")])
def test_a_time_after_a_comma_keeps_its_day_in_small_letters(language: str, words: str) -> None:
    with translation.override(language):
        html = TimeWords(at=AT, zone=MOSCOW).html(datetime(2026, 3, 17, 21, 5, tzinfo=UTC), after_comma=True)
    assert html.endswith(f">{words}</time>")


def test_a_day_to_decide_by_stands_in_a_sentence() -> None:
    with translation.override("en"):
        times = TimeWords(at=AT, zone=MOSCOW)
        days = [times.dated(datetime(2026, 3, day, 9, 0, tzinfo=UTC), in_sentence=True) for day in (18, 24, 30)]
    assert days == ["today, 18 Mar", "Tue, 24 Mar", "30 Mar"]
