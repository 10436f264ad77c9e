"""Two people, one calendar, the same moment: each change has its own version, none is lost."""

from datetime import date

import pytest

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import NOW, a_calendar
from workload.actions.calendars import create_calendar, load_year, set_day, set_week, update_calendar
from workload.models import CalendarVersion, WorkingCalendar
from workload.queries.calendar_spec import spec_of

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = Viewer.system(NOW)
DAYS = [date(2026, 11, number) for number in range(23, 27)]


def check_versions(calendar, count):
    calendar.refresh_from_db()
    numbers = CalendarVersion.objects.filter(calendar=calendar).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, count + 1))
    assert calendar.version == count
    assert calendar.versions.get(number=count).spec == spec_of(calendar)


def test_four_days_at_once_are_four_versions():
    calendar = a_calendar()
    done = run_at_once(
        *[lambda day=day: set_day(calendar=calendar, day=day, kind="holiday", by=SYSTEM, at=NOW) for day in DAYS]
    )
    assert {row.day for row in done} == set(DAYS)
    check_versions(calendar, 5)


def test_the_same_day_at_once_ends_as_one_of_the_two():
    calendar = a_calendar()
    run_at_once(
        lambda: set_day(calendar=calendar, day=DAYS[0], kind="holiday", by=SYSTEM, at=NOW),
        lambda: set_day(calendar=calendar, day=DAYS[0], kind="shortened", shortened_minutes=60, by=SYSTEM, at=NOW),
    )
    assert calendar.days.count() == 1
    check_versions(calendar, 3)


def test_a_week_and_two_loadings_at_once_leave_rows_and_version_alike():
    calendar = a_calendar()
    done = run_at_once(
        lambda: load_year(calendar=calendar, year=2026, by=SYSTEM, at=NOW),
        lambda: load_year(calendar=calendar, year=2026, by=SYSTEM, at=NOW),
        lambda: set_week(calendar=calendar, starts_on=DAYS[0], week={"mon": [("09:00", "10:00")]}, by=SYSTEM, at=NOW),
    )
    assert not any(isinstance(outcome, Exception) for outcome in done), done
    calendar.refresh_from_db()
    check_versions(calendar, calendar.version)


def test_two_defaults_at_once_end_as_one():
    first, second = a_calendar(), a_calendar()
    done = run_at_once(
        lambda: update_calendar(calendar=first, is_default=True, by=SYSTEM, at=NOW),
        lambda: update_calendar(calendar=second, is_default=True, by=SYSTEM, at=NOW),
    )
    assert any(isinstance(outcome, WorkingCalendar) for outcome in done)
    assert all(isinstance(outcome, WorkingCalendar | Refused) for outcome in done), done
    assert WorkingCalendar.objects.filter(is_default=True).count() == 1


def test_one_code_at_once_is_taken_by_one():
    def make():
        return create_calendar(code="main", name="Main", is_around_the_clock=True, by=SYSTEM, at=NOW)

    done = run_at_once(make, make)
    assert sorted(isinstance(outcome, Refused) for outcome in done) == [False, True]
    assert CalendarVersion.objects.count() == 1
