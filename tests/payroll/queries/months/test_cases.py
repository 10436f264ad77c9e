"""A month of pay from its rows: hand-worked, and by as many statements for one person as for three (Y1, Y2)."""

from datetime import date

import pytest

from payroll.domain.pay_record import answer_of
from payroll.models import PayPlanVersion
from payroll.queries.months.cases import cases_of
from tests.factories.pay import OCTOBER, a_pay_fact, a_pay_plan, assigned
from tests.payroll.month import NORM, a_paid_department, a_paid_employee, an_answer, sheets
from workload.models import TimesheetDay

pytestmark = pytest.mark.django_db
SHIFTS = [date(2026, 10, day) for day in (15, 19, 21, 23, 26, 28, 30)]


def test_a_month_is_what_the_tables_say() -> None:
    """176 hours are the norm and were worked. Of 176 norm-hours 88 were done: half. 750 of 1,000 rubles came in time,
    5 of 10 points were sold, nobody complained, and no clock came due: 95 % of the weights share the fund.
    40,000 × (0.35 × 0.5 + 0.2 × 0.75 + 0.25 × 1 + 0.15 × 0.5) ÷ 0.95 = 40,000 × 0.65 ÷ 0.95 = 27,368.42."""
    department = a_paid_department()
    employee = a_paid_employee(department)
    sheets(department)
    for _day in range(11):
        an_answer(employee, 480)
    for kind, amount in (("offer", "5"), ("due", "1000"), ("collected", "750")):
        a_pay_fact(employee, kind, amount)
    case = cases_of(department.pk, OCTOBER).people[employee.pk]
    [section] = case.inputs["sections"]
    assert section["facts"] == {
        "output": {"target": "176", "fact": "88"},
        "receivables": {"target": "1000", "fact": "750"},
        "quality": {"score": "1"},
        "upsales": {"target": "10", "fact": "5"},
        "deadlines": None,
    }
    assert section["period"] == {"norm_hours": "176", "worked_hours": "176", "norm_days": 22, "worked_days": 22}
    answer = answer_of(case.inputs)
    assert (answer["lines"][0]["amount"], answer["total"]) == ("60000.00", "87368.42")
    assert case.measures == {"norm": NORM // 2, "normed": NORM // 2, "paid": NORM, "target": NORM}
    assert {code: [one.source for one in rows] for (_place, code), rows in case.evidence.items()} == {
        "base": ["timesheets"], "output": ["time_entries"], "receivables": ["due", "collected"], "upsales": ["offers"]
    }  # fmt: skip
    assert case.sections[0]["first"] == "2026-10-01"
    assert case.versions["plans"] == {str(case.sections[0]["plan"]): 1}


def test_by_days_a_month_of_few_long_days_that_were_all_worked_is_whole() -> None:
    """Of somebody who works on Mondays, Wednesdays and Fridays only: 13 days of October, one of them missed. Who came
    on the 12th is held against the calendar's seven days before."""
    department = a_paid_department()
    by_days = a_pay_plan(proration="days")
    employee = a_paid_employee(department, by_days)
    came_later = a_paid_employee(department, by_days, hired_on=date(2026, 10, 12))
    sheets(department)
    days = TimesheetDay.objects.filter(sheet__employee__in=[employee, came_later])
    days.filter(day__iso_week_day__in=(2, 4)).update(planned_minutes=0, minutes=0, code="В")
    days.filter(day=date(2026, 10, 14)).update(minutes=0, code="Б")
    people = cases_of(department.pk, OCTOBER).people
    periods = [people[one.pk].inputs["sections"][0]["period"] for one in (employee, came_later)]
    assert [(one["norm_days"], one["worked_days"]) for one in periods] == [(13, 12), (7 + 9, 8)]


def test_a_vacation_for_which_no_shifts_were_planned_is_no_shorter_norm() -> None:
    """Two have seven shifts each, all of them from the 15th on. One is on vacation until
    the 14th with nothing planned: the calendar's ten days are in the norm, and seven of seventeen are paid. The other
    is ill from the 19th to the 23rd, which takes the shifts of the 19th, 21st and 23rd and none of the free days."""
    department = a_paid_department()
    by_days = a_pay_plan(proration="days")
    rests, ill = (a_paid_employee(department, by_days) for _ in range(2))
    sheets(department)
    days = TimesheetDay.objects.filter(sheet__employee__in=[rests, ill])
    days.exclude(day__in=SHIFTS).update(planned_minutes=0, minutes=0, code="В")
    days.filter(sheet__employee=rests, day__lt=date(2026, 10, 15)).update(code="ОТ")
    days.filter(sheet__employee=ill, day__range=(date(2026, 10, 19), date(2026, 10, 23))).update(minutes=0, code="Б")
    people = cases_of(department.pk, OCTOBER).people
    periods = [people[one.pk].inputs["sections"][0]["period"] for one in (rests, ill)]
    assert [(one["norm_days"], one["worked_days"]) for one in periods] == [(10 + 7, 7), (7, 4)]


@pytest.mark.parametrize("people", [1, 3])
def test_as_many_statements_whatever_the_number_of_people(people: int, django_assert_num_queries) -> None:
    department = a_paid_department()
    version = a_pay_plan(offer_rate=0)
    for _one in range(people):
        an_answer(a_paid_employee(department, version))
    head = a_paid_employee(department, a_pay_plan(measures=PayPlanVersion.Measures.DEPARTMENT))
    sheets(department)
    cases_of(department.pk, OCTOBER)
    with django_assert_num_queries(27):
        found = cases_of(department.pk, OCTOBER)
    assert len(found.people) == people + 1
    assert not found.errors
    assert found.people[head.pk].inputs["sections"][0]["facts"]["output"] == {
        "target": str(176 * people), "fact": str(people)
    }  # fmt: skip


def test_who_cannot_be_computed_is_named_with_the_reason() -> None:
    department = a_paid_department()
    without, elsewhere = a_paid_employee(department), a_paid_employee(department)
    nobody = a_paid_employee(department, hired_on=date(2026, 10, 12))
    without.plan_assignments.update(ends_on=date(2026, 10, 15))
    elsewhere.plan_assignments.all().delete()
    assigned(elsewhere)
    sheets(department)
    nobody.timesheets.all().delete()
    found = cases_of(department.pk, OCTOBER)
    assert not found.people
    assert found.errors == {
        without.pk: "No pay plan holds from 16 October 2026 to 31 October 2026.",
        nobody.pk: "There is no timesheet of the days from 12 October 2026 to 31 October 2026.",
    }
