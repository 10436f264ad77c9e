"""Whom a complaint concerns: who answered the client then, and their head of that day (S6)."""

from dataclasses import dataclass
from datetime import date, datetime

from disputes.domain.complaints import whom_it_concerns
from tickets.models import Message
from tickets.queries.answerers import answerer_of
from workload.domain.zones import zone_named
from workload.models import Department, Employee, Employment


@dataclass(frozen=True, slots=True)
class Concern:
    """`department`: the manager's on `day`, else the ticket's."""

    manager_id: int | None
    head_id: int | None
    department: Department
    day: date

    @property
    def people(self) -> tuple[int, ...]:
        return tuple(one for one in (self.manager_id, self.head_id) if one is not None)


def concern_of_message(message: Message) -> Concern:
    """Of a message read with `ticket__department`: the effective answerer when it came (L4). Two statements."""
    ticket = message.ticket
    manager_id = answerer_of(ticket, message.created_at).employee_id
    return _concern(manager_id, day_of(message.created_at, ticket.department), fallback=ticket.department)


def concern_of_manager(manager: Employee, day: date) -> Concern | None:
    """Of a complaint written down by hand; None when `manager` did not work here on `day`. One statement."""
    department = department_on(manager.pk, day)
    return None if department is None else _concern_in(manager.pk, department, day)


def day_of(at: datetime, department: Department) -> date:
    """The day of `at` for the department."""
    return at.astimezone(zone_named(department.timezone)).date()


def department_on(employee_id: int, day: date) -> Department | None:
    """Where somebody worked on `day`. One statement."""
    term = Employment.objects.on(day).filter(employee_id=employee_id).select_related("department").first()
    return term.department if term else None


def _concern(manager_id: int | None, day: date, *, fallback: Department) -> Concern:
    own = department_on(manager_id, day) if manager_id is not None else None
    return _concern_in(manager_id, own or fallback, day)


def _concern_in(manager_id: int | None, department: Department, day: date) -> Concern:
    manager, head = whom_it_concerns(manager_id, department.head_id)
    return Concern(manager, head, department, day)
