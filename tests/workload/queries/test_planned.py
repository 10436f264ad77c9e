"""Planned days from rows: the same number of statements for one person and for three."""

from datetime import date

import pytest

from tests.factories import a_department, a_shift, an_absence, an_employee
from tests.factories.presence import with_calendar
from workload.models import WorkloadPolicy
from workload.queries.planned import planned_for, planned_minutes_by_day
from workload.queries.policies import rules_of

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.mark.parametrize("people", [1, 3])
def test_three_statements_whatever_the_number_of_people(people: int, django_assert_num_queries) -> None:
    department = with_calendar(a_department())
    staff = [an_employee("manager", department=department) for _one in range(people)]
    for one in staff:
        a_shift(one)
        an_absence(one, date(2026, 11, 23), days=2)
    planned_for([one.pk for one in staff], FIRST, LAST)
    with django_assert_num_queries(3):
        found = planned_for([one.pk for one in staff], FIRST, LAST)
    assert [len(days) for days in found.values()] == [30] * people


def test_a_roster_an_absence_and_a_share_come_from_their_rows() -> None:
    department = with_calendar(a_department())
    rostered, half = an_employee("manager", department=department), an_employee("manager", department=department)
    half.employments.update(share_percent=50)
    shift = a_shift(rostered)
    shift.break_minutes = 60
    shift.save()
    away = an_absence(half, date(2026, 11, 18))
    an_absence(half, date(2026, 11, 19), state="requested")
    minutes = planned_minutes_by_day([rostered.pk, half.pk], FIRST, LAST)
    assert sum(free for (who, _day), free in minutes.items() if who == rostered.pk) == 480
    assert (minutes[half.pk, date(2026, 11, 18)], minutes[half.pk, date(2026, 11, 19)]) == (0, 240)
    day = planned_for([half.pk], FIRST, LAST)[half.pk][17]
    assert [(one.absence_id, one.type) for one in day.aways] == [(away.pk, "vacation")]


def test_nobody_is_planned_outside_their_employment_and_without_a_calendar_for_no_time() -> None:
    person = an_employee("manager", hired_on=date(2026, 11, 16), left_on=date(2026, 11, 20))
    days = planned_for([person.pk], FIRST, LAST)[person.pk]
    assert [day.day.day for day in days] == [16, 17, 18, 19, 20]
    assert {day.planned_minutes for day in days} == {0}
    assert planned_for([person.pk], date(2026, 10, 1), date(2026, 10, 31))[person.pk] == []


def test_the_policy_of_the_department_beats_the_one_for_all() -> None:
    own, other = a_department(), a_department()
    assert rules_of(own.pk, LAST).submit_day == 18
    WorkloadPolicy.objects.create(starts_on=FIRST, submit_day=10)
    WorkloadPolicy.objects.create(department=own, starts_on=FIRST, submit_day=12)
    WorkloadPolicy.objects.create(department=own, starts_on=LAST, submit_day=13)
    assert [rules_of(own.pk, day).submit_day for day in (date(2026, 11, 2), LAST)] == [12, 13]
    assert rules_of(other.pk, LAST).submit_day == 10
