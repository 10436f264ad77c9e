"""What each absence of a day costs, and that together they cost what the day lost (L6)."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from workload.domain.absence_cost import lost_by_absence, lost_by_day
from workload.domain.planned import Away, PlannedDay, Work, lost_minutes, share_of

DAY = date(2026, 11, 18)
NINE = datetime(2026, 11, 18, 9, tzinfo=UTC)
WORK = Work(NINE, NINE + timedelta(hours=9), break_minutes=60)


def planned(*aways: Away, share: int = 100) -> PlannedDay:
    lost = min(480, lost_minutes([WORK], aways))
    return PlannedDay(DAY, 1, share, 480, share == 100, (WORK,), share_of(480, share), aways, share_of(lost, share))


def away(number: int, start: int, minutes: int) -> Away:
    begins = NINE + timedelta(minutes=start)
    return Away(number, "personal", begins, begins + timedelta(minutes=minutes))


def test_a_break_is_lost_once_and_what_lies_outside_working_time_not_at_all() -> None:
    assert lost_by_absence(planned(away(1, 0, 300), away(2, 300, 240))) == {1: 300, 2: 180}
    assert lost_by_absence(planned(away(1, -120, 60))) == {}
    assert lost_by_absence(planned()) == {}
    assert dict(lost_by_day([planned(away(1, 0, 60))])) == {1: {DAY: 60}}


@settings(max_examples=50, deadline=None)
@given(some.lists(some.integers(1, 200), max_size=5), some.integers(1, 100))
def test_absences_together_cost_what_the_day_has_lost(lengths: list[int], share: int) -> None:
    starts = [sum(lengths[:number]) for number in range(len(lengths))]
    day = planned(*(away(n + 1, start, length) for n, (start, length) in enumerate(zip(starts, lengths, strict=True))),
                  share=share)  # fmt: skip
    assert sum(lost_by_absence(day).values()) == day.away_minutes
