"""Operations with their norms, and time logged against them."""

from datetime import date
from typing import Any

from tests.factories.conversation import a_ticket
from tests.factories.people import NOW, serial
from tickets.models import Ticket, TimeEntry
from workload.models import Employee, Operation, OperationNorm


def an_operation(minutes: int | None = 15, *, starts_on: date = date(2026, 1, 1), **over: Any) -> Operation:
    """A billable operation of every department with a norm since `starts_on`; `minutes=None`: without a norm."""
    number = next(serial)
    fields = {"code": f"operation-{number}", "name": f"Operation {number}", "unit": "piece", "kind": "communication"}
    operation = Operation.objects.create(**{**fields, **over})
    if minutes is not None:
        OperationNorm.objects.create(operation=operation, minutes=minutes, starts_on=starts_on)
    return operation


def a_time_entry(ticket: Ticket | None = None, employee: Employee | None = None, **over: Any) -> TimeEntry:
    """Twenty minutes of today against a norm of fifteen, all billable."""
    ticket = ticket or a_ticket()
    employee = employee or ticket.assignee
    assert employee is not None
    fields = {
        "department": ticket.department,
        "worked_on": NOW.date(),
        "actual_minutes": 20,
        "norm_minutes": 15,
        "billable_minutes": 20,
        "created_at": NOW,
    }
    operation = over.pop("operation", None) or an_operation()
    fields |= {"is_billable": operation.is_billable, "free_minutes": operation.free_minutes}
    return TimeEntry.objects.create(ticket=ticket, employee=employee, operation=operation, **{**fields, **over})
