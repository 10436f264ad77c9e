"""Who is there, read from the tables in one statement (L1–L4)."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    NOW,
    a_calendar,
    a_department,
    a_shift,
    an_absence,
    an_away_mark,
    an_employee,
    moscow,
    with_calendar,
)
from workload.models import AwayMark, Employee
from workload.queries.presence import presence_in, presence_of, presence_of_all

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
STATEMENTS = 1


def state(employee: Employee, at: datetime = NOW) -> tuple[str, datetime | None]:
    found = presence_of([employee.pk], at)[employee.pk]
    return found.state.value, found.until


def test_without_any_calendar_everybody_is_always_here() -> None:
    assert state(an_employee("manager"), moscow(3)) == ("here", None)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (moscow(9) - SECOND, ("off_shift", moscow(9))),
        (moscow(9), ("here", None)),
        (moscow(18) - SECOND, ("here", None)),
        (moscow(18), ("off_shift", moscow(9, day=date(2026, 11, 19)))),
    ],
)
def test_others_work_by_the_hours_of_their_department(at: datetime, expected: tuple[str, datetime | None]) -> None:
    assert state(an_employee("manager", department=with_calendar(a_department())), at) == expected


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        ((("09:00", "13:00"), ("14:00", "18:00")), moscow(13, 30), "here"),
        ((("09:00", "12:00"), ("14:00", "18:00")), moscow(13), "off_shift"),
        ((("06:00", "10:00"), ("16:00", "20:00")), moscow(15, 30), "off_shift"),
    ],
)
def test_a_short_break_is_no_end_of_the_day(hours: tuple[tuple[str, str], ...], at: datetime, expected: str) -> None:
    department = a_department(calendar=a_calendar(hours=hours))
    assert state(an_employee("manager", department=department), at)[0] == expected


def test_a_department_without_a_calendar_works_by_the_default_one() -> None:
    with_calendar(a_department())
    employee = an_employee("manager")
    assert state(employee, moscow(20)) == ("here", None)
    a_calendar(is_default=True)
    assert state(employee, moscow(20))[0] == "off_shift"


def test_whoever_has_a_shift_this_month_is_there_in_shifts_only() -> None:
    employee = an_employee("manager", department=with_calendar(a_department()))
    a_shift(employee, moscow(20), hours=12)
    assert state(employee, moscow(12)) == ("off_shift", moscow(20))
    assert state(employee, moscow(23)) == ("here", None)
    night = moscow(8, day=date(2026, 11, 19))
    assert [state(employee, night + moved)[0] for moved in (-SECOND, timedelta(), SECOND)] == [
        "here",
        "off_shift",
        "off_shift",
    ]


@pytest.mark.parametrize(
    ("zone", "is_rostered"), [("Asia/Vladivostok", True), ("Europe/Moscow", False), ("America/New_York", False)]
)
def test_the_month_of_a_roster_is_that_of_the_persons_zone(zone: str, is_rostered: bool) -> None:
    """A shift at 20:00 UTC of 30 November is in December already in Vladivostok, not yet in Moscow."""
    employee = an_employee("manager", timezone=zone)
    a_shift(employee, datetime.fromisoformat("2026-11-30T20:00+00:00"), hours=1)
    noon_of_december = datetime.fromisoformat("2026-12-02T09:00+00:00")
    assert state(employee, noon_of_december)[0] == ("off_shift" if is_rostered else "here")


@pytest.mark.parametrize(("moved", "expected"), [(-SECOND, "here"), (timedelta(), "absent"), (SECOND, "absent")])
def test_an_absence_begins_at_midnight_where_the_person_is(moved: timedelta, expected: str) -> None:
    employee = an_employee("manager")
    an_absence(employee)
    assert state(employee, moscow(0) + moved)[0] == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("approved", "absent"),
        ("recorded", "absent"),
        ("requested", "here"),
        ("rejected", "here"),
        ("cancelled", "here"),
    ],
)
def test_only_absences_in_force_take_somebody_away(status: str, expected: str) -> None:
    employee = an_employee("manager")
    an_absence(employee, state=status)
    assert state(employee)[0] == expected


def test_an_absence_names_its_cover_and_hides_its_type() -> None:
    employee, cover = an_employee("manager"), an_employee("manager")
    an_absence(employee, type="sickness", cover=cover)
    found = presence_of([employee.pk], NOW)[employee.pk]
    assert found.cover_id == cover.pk
    assert "sickness" not in repr(found)


def test_a_mark_tells_its_kind_and_expires() -> None:
    employee = an_employee("manager")
    mark = an_away_mark(employee, minutes=30, kind="lunch")
    assert state(employee) == ("away", mark.ends_at)
    assert presence_of([employee.pk], NOW)[employee.pk].standing.kind == "lunch"
    assert state(employee, mark.ends_at) == ("here", None)


def test_whoever_has_left_is_absent() -> None:
    gone = an_employee("manager", left_on=NOW.date() - timedelta(days=1))
    assert state(gone) == ("absent", None)
    assert gone.pk not in presence_of_all(NOW)


@pytest.mark.parametrize("people", [1, 3])
def test_one_statement_whatever_the_number_of_people(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    department = with_calendar(a_department())
    for number in range(people):
        employee = an_employee("manager", department=department)
        an_absence(employee)
        a_shift(employee, moscow(9 + number), hours=1)
    AwayMark.objects.create(employee=employee, starts_at=NOW, ends_at=NOW + SECOND)
    an_employee("manager")
    presence_in([department.pk], NOW)
    with django_assert_num_queries(STATEMENTS):
        assert len(presence_in([department.pk], NOW)) == people
