"""Make-up hours: outside working time, in the same month, no longer than the hours away (L2)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from workload.domain.make_ups import MOST_MAKE_UPS, Span, check_make_ups
from workload.domain.planned import Work
from workload.domain.refusals import BadInput

ZONE = ZoneInfo("Europe/Moscow")
HOUR = timedelta(hours=1)


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def span(day: int, start: int, end: int, month: int = 11) -> Span:
    return Span(at(day, start, month), at(day, end, month))


AWAY = span(20, 10, 14)
WORK = [Work(at(20, 9), at(20, 18)), Work(at(23, 9), at(23, 18))]


def test_hours_outside_working_time_are_agreed_to_the_length_of_the_absence() -> None:
    check_make_ups([span(23, 18, 20), span(21, 10, 12)], away=AWAY, zone=ZONE, taken=WORK)
    check_make_ups([], away=AWAY, zone=ZONE, taken=WORK)


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([span(23, 20, 18)], "end after they start"),
        ([span(1, 10, 12, month=12)], "same month"),
        ([Span(at(30, 23), at(1, 1, month=12))], "same month"),
        ([span(23, 17, 19)], "outside working time"),
        ([span(20, 11, 12)], "outside working time"),
        ([span(21, 10, 12), span(21, 11, 13)], "each other"),
        ([span(21, 10, 12), span(22, 10, 13)], "at most as long"),
        ([span(21, 1 + n, 2 + n) for n in range(MOST_MAKE_UPS + 1)], "at most 10"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(spans: list[Span], words: str) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        check_make_ups(spans, away=AWAY, zone=ZONE, taken=WORK)
    assert refused.value.field == "make_ups"


@settings(max_examples=40, deadline=None)
@given(some.lists(some.tuples(some.integers(0, 700), some.integers(1, 6)), max_size=4))
def test_what_is_accepted_overlaps_nothing_and_is_not_longer(given_hours: list[tuple[int, int]]) -> None:
    start = at(1, 0)
    spans = [Span(start + hour * HOUR, start + (hour + length) * HOUR) for hour, length in given_hours]
    try:
        check_make_ups(spans, away=AWAY, zone=ZONE, taken=WORK)
    except BadInput:
        return
    assert sum(one.minutes for one in spans) <= AWAY.minutes
    rest = [AWAY, *WORK, *spans]
    assert not any(one is not other and one.overlaps(other) for one in spans for other in rest)
