"""What counts as output, entry by entry (Y2, W3, W4)."""

from datetime import UTC, date, datetime

import pytest

from payroll.queries.months.cases import PersonCase, cases_of
from support_desk.shared.models import User
from tests.factories import a_task, a_ticket, a_time_entry, an_operation
from tests.factories.pay import OCTOBER, a_pay_plan
from tests.payroll.month import THE_14TH, a_paid_department, a_paid_employee, an_answer, sheets
from tickets.models import Task, TaskChange
from workload.models import Department, Employee

pytestmark = pytest.mark.django_db
OUTPUT = (("output", "1", "80"),)


@pytest.fixture
def department() -> Department:
    return a_paid_department()


@pytest.fixture
def employee(department: Department) -> Employee:
    return a_paid_employee(department, a_pay_plan(OUTPUT))


def the_case(employee: Employee, month: date = OCTOBER) -> PersonCase:
    department = employee.employments.get().department
    sheets(department)
    return cases_of(department.pk, month).people[employee.pk]


def fact(case: PersonCase) -> dict[str, str]:
    return case.inputs["sections"][0]["facts"]["output"]


def accepted(task: Task, on: date) -> None:
    user = User.objects.first()
    assert user is not None, "there are people"
    at = datetime(on.year, on.month, on.day, 22, 30, tzinfo=UTC)
    TaskChange.objects.create(task=task, event="check", before="submitted", after="checked", at=at, by=user)


def work_on(task: Task, employee: Employee, minutes: int, norm: int = 0, **over: object) -> int:
    operation = an_operation(norm or None, kind="execution")
    fields = {"actual_minutes": minutes, "norm_minutes": norm, "billable_minutes": 0, "worked_on": THE_14TH, **over}
    return a_time_entry(task.ticket, employee, task=task, operation=operation, **fields).pk


def test_communication_counts_when_tied_and_other_work_by_its_norm(employee: Employee) -> None:
    """120 tied minutes, 60 of analysis, and 30 of execution outside any task are 3.5 norm-hours of 0.8 × 176."""
    an_answer(employee, 120)
    an_answer(employee, 500, message=None)
    an_answer(employee, 60, message=None, operation=an_operation(kind="analysis"))
    an_answer(employee, 30, message=None, operation=an_operation(kind="execution"))
    an_answer(employee, 90, is_rework=True)
    an_answer(employee, 70, worked_on=date(2026, 9, 30))
    case = the_case(employee)
    assert fact(case) == {"target": "140.8", "fact": "3.5"}
    assert case.measures == {"norm": 210, "normed": 210, "paid": 176 * 60, "target": 8448}


def test_work_without_a_norm_counts_up_to_what_was_agreed_for_all_together(employee: Employee) -> None:
    """100 and 50 minutes on a task agreed at 120 are 120; a colleague's 40 come first and leave 80 of them."""
    task = a_task(a_ticket(department=employee.employments.get().department), agreed_minutes=120)
    colleague = task.assignee
    assert colleague is not None, "somebody does the task"
    work_on(task, colleague, 40, worked_on=date(2026, 10, 13))
    first = work_on(task, employee, 100)
    rest = work_on(task, employee, 50)
    again = work_on(task, employee, 30, is_rework=True)
    accepted(task, date(2026, 10, 20))
    case = the_case(employee)
    assert fact(case)["fact"] == "1.333333"
    [evidence] = case.evidence[0, "output"]
    assert evidence.ids == (first, rest)
    assert again not in evidence.ids


def test_without_an_agreement_no_more_than_needs_none(employee: Employee) -> None:
    """The threshold is half an hour."""
    task = a_task(a_ticket(department=employee.employments.get().department))
    work_on(task, employee, 100)
    accepted(task, date(2026, 10, 20))
    assert fact(the_case(employee))["fact"] == "0.5"


def test_execution_counts_on_the_day_of_its_first_acceptance(employee: Employee) -> None:
    """Worked in September and accepted at half past one in the morning of 1 October in Moscow: October. What was
    accepted in September, came back and was accepted again counts no second time, and what nobody accepted not yet."""
    ticket = a_ticket(department=employee.employments.get().department)
    late, again, waits = (a_task(ticket, agreed_minutes=600) for _one in range(3))
    september = date(2026, 9, 29)
    for task, norm in ((late, 60), (again, 30), (waits, 15)):
        work_on(task, employee, 90, norm, worked_on=september)
    accepted(late, date(2026, 9, 30))
    accepted(again, september)
    accepted(again, date(2026, 10, 20))
    assert fact(the_case(employee))["fact"] == "1"
