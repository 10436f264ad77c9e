"""Who somebody is changes at midnight by their own clock, wherever the desk's is (P1)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories import a_department, an_employee, viewer
from tickets.queries.escalation import role_holders
from workload.models import Employee, Employment, RoleAssignment
from workload.queries.cover import benches
from workload.queries.presence import presence_in, presence_of, presence_of_all
from workload.queries.viewers import viewer_for

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 18), date(2026, 11, 20)
SECOND = timedelta(seconds=1)
ZONES = ("Asia/Vladivostok", "Europe/Moscow", "America/New_York")


def midnight(day, zone):
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


def edges(zone):
    """(instant, whether somebody of FIRST to LAST is there)."""
    begins, ends = midnight(FIRST, zone), midnight(LAST + timedelta(days=1), zone)
    return [(begins - SECOND, False), (begins, True), (ends - SECOND, True), (ends, False)]


@pytest.fixture(params=ZONES)
def zone(request):
    return request.param


def an_operator(zone, *, own=""):
    department = a_department(timezone=zone)
    person = an_employee("operator", department=department, hired_on=FIRST, left_on=LAST, timezone=own)
    Employment.objects.filter(employee=person).update(ends_on=LAST)
    RoleAssignment.objects.filter(employee=person).update(ends_on=LAST)
    return person, department


def everywhere(person, department, at):
    """Whether each of those who ask about people finds this one there."""
    seen = viewer_for(person.user, at)
    return {
        "viewer": seen.is_employee,
        "role": seen.has("operator"),
        "department": seen.department_ids == {department.pk},
        "standing": presence_of([person.pk], at)[person.pk].is_here,
        "in the department": person.pk in presence_in([department.pk], at),
        "of all": person.pk in presence_of_all(at),
        "bench": benches(at)[department.pk].operators == (person.pk,),
        "escalation": role_holders([department.pk], at=at).of("operator", department.pk) == {person.pk},
    }


def test_the_zone_of_the_department_decides(zone):
    person, department = an_operator(zone)
    for at, is_there in edges(zone):
        assert set(everywhere(person, department, at).values()) == {is_there}, (at, everywhere(person, department, at))


def test_ones_own_zone_goes_before_it(zone):
    person, department = an_operator("Europe/Moscow", own=zone)
    for at, is_there in edges(zone):
        assert set(everywhere(person, department, at).values()) == {is_there}, at


@pytest.mark.parametrize("zones", [(ZONES[0], ZONES[1]), (ZONES[1], ZONES[0]), (ZONES[0], ZONES[2])])
def test_between_departments_of_two_zones_nobody_is_nowhere_or_twice(zones):
    former, new = (a_department(timezone=zone) for zone in zones)
    person = an_employee("manager", department=former)
    Employment.objects.update(ends_on=FIRST - timedelta(days=1))
    Employment.objects.create(
        employee=person, department=new, position=person.employments.get().position, starts_on=FIRST
    )
    comes = midnight(FIRST, zones[1])
    for hours in range(-40, 40):
        at = comes + timedelta(hours=hours)
        expected = {new.pk} if at >= comes else {former.pk}
        assert viewer(person, at).department_ids == expected, at
        assert presence_of([person.pk], at)[person.pk].department_id == next(iter(expected)), at


def test_without_any_employment_the_desk_decides(settings):
    person = an_employee("manager", hired_on=FIRST)
    Employment.objects.all().delete()
    at = midnight(FIRST, settings.TIME_ZONE)
    working = Employee.objects.filter(pk=person.pk)
    assert not working.employed_at(at - SECOND).exists()
    assert working.employed_at(at.astimezone(UTC)).exists()
