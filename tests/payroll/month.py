"""October of a department with pay plans: timesheets of eight hours a day, filled from its calendar."""

from datetime import date
from typing import Any

from payroll.models import PayPlanVersion
from tests.factories import a_department, a_message, a_ticket, a_time_entry, an_employee, an_operation
from tests.factories.pay import MANAGER, OCTOBER, a_pay_plan, assigned
from tests.factories.presence import with_calendar
from tests.factories.timesheets import filled
from tickets.models import TimeEntry
from workload.models import Department, Employee

# 22 working days of eight hours.
NORM = 22 * 480
THE_14TH = OCTOBER.replace(day=14)


def a_paid_department(**over: Any) -> Department:
    return with_calendar(a_department(**over))


def a_paid_employee(department: Department, version: PayPlanVersion | None = None, **over: Any) -> Employee:
    """A manager paid by the usual plan unless another is given."""
    employee = an_employee("manager", department=department, **over)
    assigned(employee, version or a_pay_plan(MANAGER), starts_on=max(employee.hired_on, date(2026, 1, 1)))
    return employee


def an_answer(employee: Employee, minutes: int = 60, **over: Any) -> TimeEntry:
    """Communication tied to a letter, at its norm."""
    ticket = over.pop("ticket", None) or a_ticket(department=employee.employments.latest("starts_on").department)
    fields = {"actual_minutes": minutes, "norm_minutes": minutes, "billable_minutes": 0, "worked_on": THE_14TH}
    if "message" not in over:
        over["message"] = a_message(ticket)
    operation = over.pop("operation", None) or an_operation(kind="communication")
    return a_time_entry(ticket, employee, operation=operation, **{**fields, **over})


def sheets(*departments: Department) -> None:
    for department in departments:
        filled(department)
