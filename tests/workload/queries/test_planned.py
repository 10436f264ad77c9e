"""Planned days from rows: the same number of statements for one person and for three."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import NOW, a_calendar, a_department, a_shift, an_absence, an_employee, moscow
from tests.factories.presence import with_calendar
from workload.domain.months import last_day_of
from workload.models import RosterPublication, RosterSubmission, WorkloadPolicy
from workload.queries.planned import planned_for, planned_minutes_by_day
from workload.queries.policies import rules_of
from workload.queries.presence import presence_of

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.mark.parametrize("people", [1, 3])
def test_two_statements_whatever_the_number_of_people(people: int, django_assert_num_queries) -> None:
    department = with_calendar(a_department())
    staff = [an_employee("manager", department=department) for _one in range(people)]
    for one in staff:
        a_shift(one)
        an_absence(one, date(2026, 11, 23), days=2)
    planned_for([one.pk for one in staff], FIRST, LAST)
    with django_assert_num_queries(2):
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


def test_a_published_roster_counts_without_a_shift_and_a_draft_does_not() -> None:
    department = with_calendar(a_department())
    person = an_employee("manager", department=department)
    month = date(2026, 12, 1)
    minutes = {"before": planned_minutes(person.pk, month)}
    roster = RosterSubmission.objects.create(
        employee=person, department=department, month=month, state="approved", submitted_at=NOW, decided_at=NOW
    )
    minutes["approved"] = planned_minutes(person.pk, month)
    RosterPublication.objects.create(department=department, month=month, published_at=NOW)
    minutes["published"] = planned_minutes(person.pk, month)
    assert minutes["before"] == minutes["approved"] > 0
    assert minutes["published"] == 0
    in_december = datetime(2026, 12, 2, 9, tzinfo=UTC)
    assert presence_of([person.pk], in_december)[person.pk].state.value == "off_shift"
    RosterSubmission.objects.filter(pk=roster.pk).update(state="returned")
    assert presence_of([person.pk], in_december)[person.pk].state.value == "here"


def planned_minutes(employee_id: int, month: date) -> int:
    return sum(day.planned_minutes for day in planned_for([employee_id], month, last_day_of(month))[employee_id])


def test_who_changes_departments_in_mid_month_leaves_the_roster_behind() -> None:
    one, other = with_calendar(a_department()), a_department(calendar=a_calendar())
    person = an_employee("manager", department=one)
    person.employments.update(ends_on=date(2026, 11, 15))
    term = person.employments.get()
    term.pk, term.department, term.starts_on, term.ends_on = None, other, date(2026, 11, 16), None
    term.save()
    a_shift(person, moscow(20, day=date(2026, 11, 5)), hours=1)
    days = {day.day.day: day.planned_minutes for day in planned_for([person.pk], FIRST, LAST)[person.pk]}
    assert (days[5], days[6], days[18]) == (60, 0, 480)
    states = [presence_of([person.pk], moscow(12, day=date(2026, 11, day)))[person.pk].state for day in (6, 18)]
    assert states == ["off_shift", "here"]


def test_a_night_from_one_month_into_the_next_counts_in_both() -> None:
    person = an_employee("manager", department=with_calendar(a_department()))
    for evening in (date(2026, 10, 31), LAST):
        a_shift(person, moscow(22, day=evening), hours=8)
    days = planned_for([person.pk], FIRST, LAST)[person.pk]
    assert {day.day.day: day.planned_minutes for day in days if day.planned_minutes} == {1: 360, 30: 120}


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
