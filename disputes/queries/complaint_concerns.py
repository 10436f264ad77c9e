"""Whom a complaint concerns: who answered the client then, and their head of that day (S6)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from disputes.domain.complaints import whom_it_concerns
from support_desk.shared.models import AuditEntry
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
    """Of a message read with `ticket__department`: the effective answerer when it came (L4). Three statements."""
    ticket = message.ticket
    manager_id = answerer_of(ticket, message.created_at).employee_id
    day = day_of(message.created_at, ticket.department)
    own = department_on(manager_id, day) if manager_id is not None else None
    return _concern_in(manager_id, own or ticket.department, day, at=message.created_at)


def concern_of_manager(manager: Employee, day: date) -> Concern | None:
    """Of a complaint written down by hand; None when `manager` did not work here on `day`. Two statements."""
    department = department_on(manager.pk, day)
    return None if department is None else _concern_in(manager.pk, department, day, at=end_of(day, department))


def day_of(at: datetime, department: Department) -> date:
    """The day of `at` for the department."""
    return at.astimezone(zone_named(department.timezone)).date()


def end_of(day: date, department: Department) -> datetime:
    """When `day` is over for the department."""
    return datetime.combine(day + timedelta(days=1), time.min, zone_named(department.timezone))


def department_on(employee_id: int, day: date) -> Department | None:
    """Where somebody worked on `day`. One statement."""
    term = Employment.objects.on(day).filter(employee_id=employee_id).select_related("department").first()
    return term.department if term else None


def head_at(department: Department, at: datetime) -> int | None:
    """Who headed it at `at`, by the trail: who stood there before the first change since, else who does now. One
    statement."""
    trail = AuditEntry.objects.filter(object_type=department._meta.label_lower, object_id=str(department.pk))
    since = trail.filter(at__gte=at, after__has_key="head").order_by("at", "id").first()
    if since is None:
        return department.head_id
    former = since.before.get("head")
    return former["id"] if former else None


def _concern_in(manager_id: int | None, department: Department, day: date, *, at: datetime) -> Concern:
    manager, head = whom_it_concerns(manager_id, head_at(department, at))
    return Concern(manager, head, department, day)
