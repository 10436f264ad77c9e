"""Business time against a minute-by-minute count, and the laws it keeps, in zones with every kind of clock change."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from tests.workload.domain.office import WEEKDAYS, slowly_counted, slowly_open, slowly_worked
from workload.domain.business_time import due_at, instant_before, minutes_between, plan, seconds_between
from workload.domain.calendars import calendar_from, is_open, next_open
from workload.domain.explanation import StepKind, explain

MICROSECOND = timedelta(microseconds=1)
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Europe/Moscow", "America/Havana", "Africa/Cairo"]
)
# Around most of these days the clocks of some of these zones change.
DAYS = st.sampled_from(
    [
        "2026-03-08",
        "2026-03-29",
        "2026-04-05",
        "2026-04-24",
        "2026-07-01",
        "2026-10-04",
        "2026-10-25",
        "2026-10-30",
        "2026-11-01",
        "2026-12-31",
    ]
)
Spec = dict[str, Any]


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def days(draw: st.DrawFn) -> list[list[str]]:
    """Up to three intervals, many of them at midnight or inside the hours that clocks skip or repeat."""
    at = draw(
        st.sets(
            st.one_of(st.just(0), st.just(1440), st.integers(0, 12).map(lambda n: 15 * n), st.integers(1, 1439)),
            min_size=2,
            max_size=6,
        )
    )
    edges = [clock(minutes) for minutes in sorted(at)]
    return [list(pair) for pair in zip(edges[::2], edges[1::2], strict=False)]


def opens_enough(week: dict[str, list[list[str]]]) -> bool:
    """A quarter of an hour a week: less would lead beyond the horizon of twenty years."""
    monday = date(2026, 6, 1)
    return sum(len(slowly_worked({"week": week}, monday + timedelta(days=number))) for number in range(7)) >= 15


@st.composite
def calendars(draw: st.DrawFn) -> Spec:
    week = draw(st.dictionaries(st.sampled_from(WEEKDAYS), days(), min_size=1).filter(opens_enough))
    dates = st.integers(0, 5).map(lambda n: (datetime(2026, 10, 23, tzinfo=UTC) + timedelta(days=n)).date().isoformat())
    spec = {
        "timezone": draw(ZONES),
        "week": week,
        "holidays": draw(st.lists(dates, max_size=2)),
        "workdays": draw(st.dictionaries(dates, days(), max_size=2)),
    }
    cuts = draw(st.dictionaries(dates, st.integers(1, 1440), max_size=2))
    held = {day: len(slowly_worked(spec, date.fromisoformat(day))) for day in cuts}
    return spec | {"shortened": {day: min(cut, held[day]) for day, cut in cuts.items() if held[day]}}


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """A whole minute within a day and a half of a change of clocks."""
    return datetime.fromisoformat(f"{draw(DAYS)}T00:00+00:00") + timedelta(minutes=draw(st.integers(-2000, 2000)))


SPANS = st.integers(0, 4 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
EXACT = st.integers(0, 10 * 24 * 60 * 60 * 10**6).map(lambda count: count * MICROSECOND)
TARGETS = st.integers(1, 3000)


@st.composite
def pauses(draw: st.DrawFn, around: datetime) -> list[tuple[datetime, datetime]]:
    edges = draw(st.lists(st.tuples(st.integers(-600, 3000), st.integers(0, 1500)), max_size=4))
    starts = [(around + timedelta(minutes=start), length) for start, length in edges]
    return [(start, start + timedelta(minutes=length)) for start, length in starts]


@given(calendars(), instants(), SPANS, st.data())
def test_as_many_minutes_as_a_slow_count(spec: Spec, start: datetime, span: timedelta, data: st.DataObject) -> None:
    calendar, paused = calendar_from(spec), data.draw(pauses(start))
    slow = sum(1 for _ in slowly_counted(spec, start, start + span))
    assert minutes_between(calendar, start, start + span) == slow
    slow = sum(1 for _ in slowly_counted(spec, start, start + span, paused))
    assert minutes_between(calendar, start, start + span, paused) == slow
    assert seconds_between(calendar, start, start + span, paused) == 60 * slow


@given(calendars(), instants(), st.data())
def test_due_when_a_slow_count_says_so(spec: Spec, start: datetime, data: st.DataObject) -> None:
    paused = data.draw(pauses(start))
    counted = list(slowly_counted(spec, start, start + timedelta(days=4), paused))
    if counted:
        target = data.draw(st.integers(1, len(counted)))
        due = due_at(calendar_from(spec), started_at=start, target_minutes=target, pauses=paused)
        assert due == counted[target - 1] + timedelta(minutes=1)


@given(calendars(), instants())
def test_open_and_next_open_as_the_wall_clock_shows(spec: Spec, at: datetime) -> None:
    calendar = calendar_from(spec)
    opening = next_open(calendar, at)
    assert is_open(calendar, at) is slowly_open(spec, at) is (opening == at)
    assert slowly_open(spec, opening)
    assert not any(slowly_counted(spec, at, min(opening, at + timedelta(days=4))))


@given(calendars(), instants(), EXACT, EXACT)
def test_the_parts_add_up_to_the_whole(spec: Spec, a: datetime, first: timedelta, second: timedelta) -> None:
    calendar, b, c = calendar_from(spec), a + first, a + first + second
    parts = seconds_between(calendar, a, b) + seconds_between(calendar, b, c)
    whole = seconds_between(calendar, a, c)
    # Each part is rounded down for itself, so that whole seconds add up exactly and others miss at most one.
    assert whole - 1 <= parts <= whole
    b -= timedelta(microseconds=b.microsecond)
    c -= timedelta(microseconds=c.microsecond)
    if a <= b <= c:
        parts = seconds_between(calendar, a, b) + seconds_between(calendar, b, c)
        assert parts == seconds_between(calendar, a, c)


@given(calendars(), instants(), EXACT, TARGETS, TARGETS)
def test_later_starts_and_longer_targets_are_never_due_sooner(
    spec: Spec, start: datetime, later: timedelta, target: int, more: int
) -> None:
    calendar = calendar_from(spec)
    due = due_at(calendar, started_at=start, target_minutes=target)
    of_later = due_at(calendar, started_at=start + later, target_minutes=target)
    of_longer = due_at(calendar, started_at=start, target_minutes=target + more)
    assert due is not None
    assert of_later is not None
    assert of_longer is not None
    assert start < due <= of_later
    assert due < of_longer


@given(calendars(), instants(), EXACT, TARGETS)
def test_a_target_is_used_up_at_its_due_time_and_not_before(
    spec: Spec, start: datetime, later: timedelta, target: int
) -> None:
    calendar, start = calendar_from(spec), start + later
    due = due_at(calendar, started_at=start, target_minutes=target)
    assert due is not None
    assert seconds_between(calendar, start, due) == 60 * target
    assert minutes_between(calendar, start, due - MICROSECOND) == target - 1


@given(calendars(), instants(), EXACT, TARGETS)
def test_waiting_longer_is_having_waited_since_before(spec: Spec, at: datetime, later: timedelta, minutes: int) -> None:
    calendar, at = calendar_from(spec), at + later
    since = instant_before(calendar, at=at, minutes=minutes)
    assert since < at
    assert minutes_between(calendar, since, at) == minutes
    assert minutes_between(calendar, since + MICROSECOND, at) == minutes - 1


@given(calendars(), instants(), TARGETS, st.integers(0, 3000), st.integers(0, 3000))
def test_a_pause_shifts_the_due_time_by_its_business_length(
    spec: Spec, start: datetime, target: int, after: int, length: int
) -> None:
    calendar = calendar_from(spec)
    due = due_at(calendar, started_at=start, target_minutes=target)
    pause = (start + timedelta(minutes=after), start + timedelta(minutes=after + length))
    paused = due_at(calendar, started_at=start, target_minutes=target, pauses=[pause])
    assert due is not None
    assert paused is not None
    lost = minutes_between(calendar, *pause) if pause[0] < due else 0
    assert minutes_between(calendar, due, paused) == lost
    assert paused == due_at(calendar, started_at=start, target_minutes=target + lost)


@given(calendars(), instants(), st.lists(st.integers(0, 3000), max_size=5), st.data())
def test_a_plan_agrees_with_single_due_times(
    spec: Spec, start: datetime, offsets: list[int], data: st.DataObject
) -> None:
    calendar, paused = calendar_from(spec), data.draw(pauses(start))
    single = [
        due_at(calendar, started_at=start, target_minutes=offset, pauses=paused) if offset else start
        for offset in offsets
    ]
    assert plan(calendar, started_at=start, offsets_minutes=offsets, pauses=paused) == single


@given(calendars(), instants(), TARGETS, st.data())
@example(
    {"timezone": "UTC", "week": {day: [["00:00", "24:00"]] for day in WEEKDAYS}},
    datetime(2026, 1, 1, tzinfo=UTC),
    9,
    None,
)
def test_the_steps_lead_from_the_start_to_the_due_time(
    spec: Spec, start: datetime, target: int, data: st.DataObject | None
) -> None:
    calendar, paused = calendar_from(spec), data.draw(pauses(start)) if data else []
    steps = explain(calendar, started_at=start, target_minutes=target, pauses=paused)
    assert (steps[0].kind, steps[0].at) == (StepKind.STARTED, start)
    assert steps[-1].kind is StepKind.DUE
    assert steps[-1].at == due_at(calendar, started_at=start, target_minutes=target, pauses=paused)
    assert sum(step.minutes for step in steps) == target
    ends = [start, *(step.until for step in steps[1:-1])]
    assert [step.at for step in steps[1:]] == ends
