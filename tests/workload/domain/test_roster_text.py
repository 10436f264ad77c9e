"""What people type into a day of a roster."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workload.domain.roster_text import BadRoster, read_stretches, usual_break, written
from workload.domain.stretches import Stretch, cut_to, minutes_of, stretch_of, work_on

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "minutes", "again"),
    [
        ("", 0, ""),
        ("  ", 0, ""),
        ("9-18", 480, "9-18"),
        ("9–18", 480, "9-18"),
        ("9-18/60", 480, "9-18"),
        ("9-18/0", 540, "9-18/0"),
        ("9 - 18 / 30", 510, "9-18/30"),
        ("9-17", 480, "9-17"),
        ("9-13 14-18", 480, "9-13 14-18"),
        ("14-18, 9-13", 480, "9-13 14-18"),
        ("22-6", 480, "22-6"),
        ("9:30-13.15", 225, "9:30-13:15"),
        ("0-8 16-24", 960, "0-8 16-24"),
    ],
)
def test_hours_are_read_and_written_back(text: str, minutes: int, again: str) -> None:
    found = read_stretches(text, "2026-12-01")
    assert (minutes_of(found), written(found)) == (minutes, again)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9-25", "is no working time"),
        ("24-6", "is no working time"),
        ("9:75-18", "is no working time"),
        ("eight", "is no working time"),
        ("9-18 x", "is no working time"),
        ("9-9", "ends when it begins"),
        ("0-24", "ends when it begins"),
        ("9-13 12-18", "overlap"),
        ("22-6 23-24", "overlap"),
        ("9-10/60", "as long as the shift"),
        ("6-23/0", "more than 16 hours"),
        ("1-2 3-4 5-6 7-8 9-10", "more than 4 shifts"),
    ],
)
def test_what_cannot_be_names_the_cell(text: str, words: str) -> None:
    with pytest.raises(BadRoster) as bad:
        read_stretches(text, "2026-12-01")
    assert bad.value.field == "2026-12-01"
    assert words in bad.value.sentence


minutes = st.integers(0, 1439)
stretches = st.builds(
    lambda start, length, pause: Stretch(
        time(start // 60, start % 60), time((start + length) // 60 % 24, (start + length) % 60), pause % length
    ),
    minutes, st.integers(1, 900), st.integers(0, 900),
)  # fmt: skip


@settings(max_examples=60)
@given(stretches)
def test_what_is_written_reads_as_the_same(stretch: Stretch) -> None:
    assert read_stretches(written([stretch]), "x") == (stretch,)


@settings(max_examples=40)
@given(st.lists(stretches, max_size=3), st.integers(0, 1500))
def test_a_day_that_is_cut_has_the_minutes_left_or_all(day: list[Stretch], left: int) -> None:
    assert minutes_of(cut_to(day, left)) == min(left, minutes_of(day))


def test_a_stretch_stands_in_time_and_comes_back() -> None:
    night = Stretch(time(22), time(6), 30)
    work = work_on(date(2026, 10, 24), night, BERLIN)  # the clocks go back in this night
    assert (work.minutes, night.minutes, usual_break(night.span_minutes)) == (510, 450, 0)
    assert stretch_of(work, BERLIN) == night
