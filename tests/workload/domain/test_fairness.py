"""Evenings, nights and days off; coverage by the hour."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from workload.domain.calendars import calendar_from
from workload.domain.coverage import cover_of_day, is_thin, people_on
from workload.domain.fairness import Burden, burden_of
from workload.domain.planned import Away, PlannedDay, Term, planned_days
from workload.domain.stretches import Stretch, work_on

MOSCOW = ZoneInfo("Europe/Moscow")
FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)
NINE_TO_SIX = [["09:00", "13:00"], ["14:00", "18:00"]]
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), NINE_TO_SIX)
CALENDAR = calendar_from({"timezone": "Europe/Moscow", "week": WEEK})


def planned(*stretches: tuple[date, Stretch], aways: tuple[Away, ...] = ()) -> list[PlannedDay]:
    works = [work_on(day, stretch, MOSCOW) for day, stretch in stretches]
    return planned_days([Term(FRIDAY, None, 1, MOSCOW, CALENDAR)], works, aways, FRIDAY, SUNDAY)


def test_a_late_shift_and_a_night_into_sunday_are_counted_where_they_fall() -> None:
    late, night = Stretch(time(13), time(22)), Stretch(time(20), time(6), 60)
    found = burden_of(planned((FRIDAY, late), (SATURDAY, night)), MOSCOW)
    assert found == Burden(evening_minutes=240, night_minutes=480, off_minutes=540, off_days=2)


def test_time_away_is_nobodys_burden() -> None:
    away = Away(1, "vacation", datetime(2026, 11, 20, 21, tzinfo=MOSCOW), datetime(2026, 11, 23, tzinfo=MOSCOW))
    found = burden_of(
        planned((FRIDAY, Stretch(time(13), time(22))), (SATURDAY, Stretch(time(9), time(17))), aways=(away,)), MOSCOW
    )
    assert found == Burden(evening_minutes=60)


@settings(max_examples=40)
@given(st.integers(0, 1439), st.integers(1, 900))
def test_no_more_is_counted_than_is_worked(start: int, length: int) -> None:
    end = (start + length) % 1440
    stretch = Stretch(time(start // 60, start % 60), time(end // 60, end % 60))
    found = burden_of(planned((FRIDAY, stretch)), MOSCOW)
    assert found.evening_minutes + found.night_minutes <= length
    assert found.off_minutes <= length


def test_an_hour_is_covered_by_who_is_there_for_all_of_it() -> None:
    away = Away(1, "personal", datetime(2026, 11, 20, 10, tzinfo=MOSCOW), datetime(2026, 11, 20, 11, tzinfo=MOSCOW))
    days = [
        planned((FRIDAY, Stretch(time(9, 30), time(18))))[0],
        planned((FRIDAY, Stretch(time(9), time(18), 60)), aways=(away,))[0],
    ]
    hours = cover_of_day([[day] for day in days], FRIDAY, MOSCOW, fewest=2, calendar=CALENDAR)
    assert [hour.people for hour in hours[8:19]] == [0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 0]
    assert [hour.hour for hour in hours if hour.is_gap] == [9, 10]
    assert not any(
        hour.is_gap for hour in cover_of_day([[day] for day in days], FRIDAY, MOSCOW, fewest=9, calendar=None)
    )
    assert (people_on(days), is_thin(2, days, 3), is_thin(0, [], 3)) == (2, True, False)


def test_the_clock_on_the_wall_counts_on_the_day_it_is_put_back() -> None:
    berlin, sunday = ZoneInfo("Europe/Berlin"), date(2026, 10, 25)
    work = work_on(sunday, Stretch(time(9), time(18)), berlin)
    days = planned_days([Term(sunday, None, 1, berlin, None)], [work], (), sunday, sunday)
    hours = cover_of_day([days], sunday, berlin, fewest=1, calendar=None)
    assert [hour.hour for hour in hours if hour.people] == list(range(9, 18))


def test_a_night_of_another_zone_is_there_on_both_its_days() -> None:
    """22 to 6 in Kolkata is half past 19 of Friday to half past 3 of Saturday in Moscow."""
    kolkata = ZoneInfo("Asia/Kolkata")
    works = [work_on(FRIDAY, Stretch(time(22), time(6)), kolkata)]
    days = planned_days([Term(FRIDAY, None, 1, kolkata, None)], works, (), FRIDAY, SUNDAY)
    covers = [cover_of_day([days], day, MOSCOW, fewest=1, calendar=None) for day in (FRIDAY, SATURDAY)]
    assert [[hour.hour for hour in cover if hour.people] for cover in covers] == [[20, 21, 22, 23], [0, 1, 2]]
