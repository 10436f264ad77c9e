"""S1–S3: when a promise warns, breaks and is escalated."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.clock_plans import WALL_TIME, Plan, plan_after_breach, plan_promise, plan_target
from workload.domain.calendars import calendar_from

OFFICE = calendar_from(
    {"timezone": "UTC", "week": {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
)
RARE = calendar_from({"timezone": "UTC", "week": {"mon": [["09:00", "09:01"]]}})
LADDER = (("manager", 0), ("operator", 30), ("director", 120))
FRIDAY = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def at(hour, minute=0, day=MONDAY):
    return day.replace(hour=hour, minute=minute)


def planned(**changes):
    usual = {"started_at": FRIDAY, "minutes": 60, "warn_percent": 75, "ladder": LADDER}
    return plan_target(OFFICE, **usual | changes)


def test_a_weekend_is_skipped_and_the_ladder_follows_the_breach():
    plan = planned()
    assert plan.steps == ("warn", "breach", "manager", "operator", "director")
    assert plan.instants == (at(9, 25), at(9, 40), at(9, 40), at(10, 10), at(11, 40))
    assert plan.due_at == at(9, 40)


def test_a_pause_moves_what_is_left():
    plan = planned(pauses=((FRIDAY, at(9, 30)),))
    assert plan.due_at == at(10, 30)


def test_a_minute_warns_no_earlier_than_it_must():
    assert planned(minutes=1).instants[:2] == (FRIDAY + timedelta(minutes=1),) * 2


def test_a_pause_that_lasts_has_no_plan():
    assert planned(pauses=((FRIDAY, None),)) is None


def test_what_is_never_over_is_not_promised():
    assert plan_target(RARE, started_at=FRIDAY, minutes=100_000, warn_percent=75, ladder=LADDER) is None


def test_steps_beyond_the_horizon_are_left_out():
    plan = plan_target(RARE, started_at=FRIDAY, minutes=1, warn_percent=75, ladder=(("manager", 0), ("head", 100_000)))
    assert plan.steps == ("warn", "breach", "manager")


def test_a_promise_warns_by_business_time():
    plan = plan_promise(OFFICE, started_at=FRIDAY, promised_for=at(11), warn_percent=75, ladder=LADDER)
    # 20 minutes on Friday and 120 on Monday: 105 of them are over at 10:25.
    assert plan.instants == (at(10, 25), at(11), at(11), at(11, 30), at(13))


def test_a_promise_for_the_weekend_warns_by_the_wall_clock():
    evening = FRIDAY.replace(hour=20, minute=0)
    plan = plan_promise(
        OFFICE, started_at=evening, promised_for=evening + timedelta(hours=4), warn_percent=75, ladder=()
    )
    assert plan.instants == (evening + timedelta(hours=3), evening + timedelta(hours=4))


def test_a_promise_without_a_calendar_counts_every_minute():
    plan = plan_promise(None, started_at=FRIDAY, promised_for=FRIDAY + timedelta(hours=4), warn_percent=75, ladder=())
    assert plan.instants[0] == FRIDAY + timedelta(hours=3)


def test_a_promise_of_less_than_a_minute_is_still_one():
    soon = FRIDAY + timedelta(seconds=20)
    plan = plan_promise(OFFICE, started_at=FRIDAY, promised_for=soon, warn_percent=75, ladder=())
    assert plan.instants == (FRIDAY, soon)


def test_after_a_breach_only_the_ladder_moves():
    broken = planned()
    plan = plan_after_breach(OFFICE, known=broken, ladder=LADDER, pauses=((at(9, 50), at(12)),))
    assert plan.instants == (at(9, 25), at(9, 40), at(9, 40), at(12, 20), at(13, 50))


def test_what_was_taken_keeps_its_instant():
    plan = planned(minutes=120).keeping((at(9, 25),))
    assert plan.instants[:2] == (at(9, 25), at(10, 40))


@given(
    st.sampled_from([OFFICE, WALL_TIME]),
    st.integers(1, 5_000),
    st.integers(1, 99),
    st.lists(st.integers(0, 5_000), max_size=4).map(sorted),
    st.integers(0, 10_000),
)
def test_plans_ascend_and_longer_targets_are_due_later(calendar, minutes, percent, delays, offset):
    ladder = tuple((f"role{index}", delay) for index, delay in enumerate(delays))
    started = FRIDAY + timedelta(minutes=offset)
    usual = {"started_at": started, "warn_percent": percent, "ladder": ladder}
    plan = plan_target(calendar, minutes=minutes, **usual)
    assert isinstance(plan, Plan)
    assert list(plan.instants) == sorted(plan.instants)
    assert started <= plan.instants[0] <= plan.due_at < plan_target(calendar, minutes=minutes + 1, **usual).due_at
