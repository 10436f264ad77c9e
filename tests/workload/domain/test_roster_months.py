"""A month filled from pattern and calendar is the norm; when it is due; who may do what."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workload.domain.calendars import calendar_from
from workload.domain.planned import Term, norm_minutes, planned_days
from workload.domain.policies import WorkloadRules
from workload.domain.roster_dates import due_on, due_roster, is_late, last_day_of, months_later
from workload.domain.roster_months import check_days, filled, works_of_days
from workload.domain.roster_text import BadRoster, read_stretches, written
from workload.domain.rosters import ROSTER_TRANSITIONS, RosterEvent, RosterParty, RosterState, events_for, move_of
from workload.domain.shift_swaps import ENDED, SWAP_TRANSITIONS, SwapEvent, SwapParty, SwapState, swap_events, swap_move
from workload.domain.weekly_pattern import PatternShift

MOSCOW = ZoneInfo("Europe/Moscow")
NINE_TO_SIX = [["09:00", "13:00"], ["14:00", "18:00"]]
CALENDAR = calendar_from(
    {
        "timezone": "Europe/Moscow",
        "week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), NINE_TO_SIX),
        "holidays": ["2026-11-04"],
        "workdays": {"2026-11-07": NINE_TO_SIX},
        "shortened": {"2026-11-03": 60},
    }
)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
WEEK = [PatternShift(day, time(9), time(18), 60) for day in range(5)]


def term(share: int = 100, *, has_calendar: bool = True) -> Term:
    return Term(FIRST, None, 1, MOSCOW, CALENDAR if has_calendar else None, share)


def test_a_pattern_keeps_the_holidays_and_comes_to_the_norm() -> None:
    days = filled([term()], WEEK, FIRST, LAST)
    found = {day.day: written(stretches) for day, stretches in days.items()}
    assert (found[2], found[3], found.get(4), found[7]) == ("9-18", "9-17/60", None, "9-18")
    planned = planned_days([term()], works_of_days(days, MOSCOW), [], FIRST, LAST)
    assert sum(day.planned_minutes for day in planned) == norm_minutes(planned)


@pytest.mark.parametrize("share", [100, 50])
def test_without_a_pattern_the_calendar_and_the_share_plan(share: int) -> None:
    days = filled([term(share)], None, FIRST, LAST)
    planned = planned_days([term(share)], works_of_days(days, MOSCOW), [], FIRST, LAST)
    assert sum(day.planned_minutes for day in planned) == norm_minutes(planned) > 0


def test_a_long_gap_of_the_calendar_makes_two_shifts() -> None:
    split = calendar_from({"timezone": "Europe/Moscow", "week": {"mon": [["08:00", "12:00"], ["15:00", "19:00"]]}})
    days = filled([Term(FIRST, None, 1, MOSCOW, split)], None, FIRST, LAST)
    assert written(days[date(2026, 11, 2)]) == "8-12 15-19"


def test_who_works_on_holidays_too_follows_the_pattern_alone() -> None:
    daily = [PatternShift(day, time(22), time(6)) for day in range(7)]
    assert len(filled([term()], daily, FIRST, LAST, by_calendar=False)) == 30
    assert len(filled([term(has_calendar=False)], daily, FIRST, LAST)) == 30
    assert filled([term(has_calendar=False)], None, FIRST, LAST) == {}
    assert filled([], daily, FIRST, LAST) == {}


def test_a_night_that_runs_into_the_next_shift_names_that_day() -> None:
    days = {date(2026, 11, 2): read_stretches("22-6", "x"), date(2026, 11, 3): read_stretches("5-9", "x")}
    with pytest.raises(BadRoster) as bad:
        check_days(days, MOSCOW)
    assert bad.value.field == "2026-11-03"
    check_days({date(2026, 11, 2): read_stretches("22-6", "x")}, MOSCOW)


@settings(max_examples=40)
@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 28), st.integers(1, 3))
def test_every_day_speaks_of_one_month_and_it_is_due_before_it_begins(day: date, submit: int, ahead: int) -> None:
    rules = WorkloadRules(submit_day=submit, months_ahead=ahead)
    due = due_roster(day, rules)
    assert due.due_on == due_on(due.month, rules) < due.month
    assert (due.due_on.year, due.due_on.month) == (day.year, day.month)
    assert months_later(due.month, -ahead) == day.replace(day=1)
    assert last_day_of(day) >= day


@pytest.mark.parametrize(
    ("day", "telling"),
    [
        (14, None),
        (15, "first"),
        (16, "first"),
        (17, "last"),
        (18, "last"),
        (19, "missing"),
        (25, "missing"),
        (26, None),
    ],
)
def test_what_is_told_on_which_day(day: int, telling: str | None) -> None:
    found = due_roster(date(2026, 11, day), WorkloadRules())
    assert (found.month, found.due_on, found.telling) == (date(2026, 12, 1), date(2026, 11, 18), telling)
    assert is_late(date(2026, 11, day), found.month, WorkloadRules()) == (day > 18)


def test_nobody_decides_who_may_not_and_the_person_never_does() -> None:
    assert events_for(RosterState.SUBMITTED, [RosterParty.PERSON]) == [RosterEvent.WITHDRAW]
    assert move_of(RosterState.APPROVED, RosterEvent.RETURN) is None
    decided = [who for (_, event), (who, _) in ROSTER_TRANSITIONS.items() if event in ("approve", "return")]
    assert all(who == {RosterParty.DECIDER} for who in decided)
    assert swap_events(SwapState.OFFERED, [SwapParty.DECIDER, SwapParty.ASKER]) == [SwapEvent.WITHDRAW]
    assert swap_move(SwapState.AGREED, SwapEvent.APPROVE) == (SwapParty.DECIDER, SwapState.APPROVED)
    assert not [state for (state, _event) in SWAP_TRANSITIONS if state in ENDED]
