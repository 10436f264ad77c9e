"""Logging time against norms, and the timer (W5, W6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import PeriodClosed, Refused
from support_desk.shared.periods import check_period_open
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing.settling import settle
from tickets.actions.agreeing.task_time import TaskTime, WorkDone, check_small, time_on_task
from tickets.actions.tasks.locking import lock_task
from tickets.domain.work import Minutes, Norm, minutes_of
from tickets.models import Message, Task, Ticket, TimeEntry, Timer
from tickets.permissions import check_can_log_time, check_can_reverse_time, covers
from tickets.queries.answerers import covered_by
from workload.models import Department, Employee, Employment, Operation
from workload.queries.employees import employee_behind

LONGEST_DAY = 1440


@dataclass(frozen=True, slots=True)
class LoggedWork:
    """What somebody says they did. `worked_on` None: today where they work. `task`: one of the ticket's (W5). `again`:
    an entry that was taken back by mistake and counts as it did."""

    operation: Operation
    actual_minutes: int
    quantity: Decimal = Decimal(1)
    worked_on: date | None = None
    client_text: str = ""
    task: Task | None = None
    again: TimeEntry | None = None


@transaction.atomic
def log_time(
    *, ticket: Ticket, work: LoggedWork, by: Viewer, at: datetime, message: Message | None = None
) -> TimeEntry:
    """Writes one entry with the norm of its day; what a cover logs is cover time (L4). Refused, naming the field, on
    minutes outside 1–1440, a quantity that is not positive, a day to come, a closed month, an operation of another
    department, or work that the client has not agreed to (W2). On a task W3 says what is billed."""
    if work.task is None:
        check_can_log_time(by, ticket)
    terms = terms_of(by.employee_id)
    employee = terms[0].employee if terms else employee_behind(by)
    today = today_among(terms, employee, at)
    day = work.worked_on or today
    check_work(work, day=day, today=today)
    department = department_among(terms, day)
    check_operation(work.operation, department)
    check_period_open(department_id=department.pk, day=day)
    norm = norm_on(work.operation, day)
    counted = minutes_of(actual=work.actual_minutes, quantity=work.quantity, norm=norm)
    on_task = placed(ticket, work, counted, worked_on=day, day=today, by=by, at=at)
    entry = TimeEntry.objects.create(
        employee=employee,
        department=department,
        ticket=ticket,
        message=message,
        operation=work.operation,
        is_billable=norm.is_billable,
        free_minutes=norm.free_minutes,
        quantity=work.quantity,
        worked_on=day,
        actual_minutes=counted.actual,
        norm_minutes=counted.norm,
        billable_minutes=on_task.billable if on_task else counted.billable,
        task=on_task.task if on_task else None,
        is_rework=on_task is not None and on_task.is_rework,
        client_text=work.client_text[:300],
        covered_for_id=covered_by(ticket, employee.pk, at) if covers(by, ticket) else None,
        created_at=at,
    )
    audit.record(action="time.log", target=entry, by=by, at=at, scope=ticket.scope, after=_facts(entry))
    return entry


@transaction.atomic
def reverse_time(*, entry: TimeEntry, by: Viewer, at: datetime) -> TimeEntry:
    """Takes an entry back by its mirror image (W7). Reversing twice gives the first reversal."""
    task = lock_task_of(entry, by=by)
    original = TimeEntry.objects.visible_to(by).select_for_update(of=("self",)).get(pk=entry.pk)
    check_can_reverse_time(by, original)
    if original.reverses_id is None and original.task_id is not None and original.actual_minutes == 0:
        raise Refused(_("This line bills what the client agreed to. Take the work itself back."))
    if original.reverses_id is not None:
        raise Refused(_("A reversal is not reversed: log the time anew."))
    existing = TimeEntry.objects.filter(reverses=original).first()
    if existing:
        return existing
    mirror = TimeEntry.objects.create(
        employee_id=original.employee_id,
        department_id=original.department_id,
        ticket_id=original.ticket_id,
        message_id=original.message_id,
        operation_id=original.operation_id,
        is_billable=original.is_billable,
        free_minutes=original.free_minutes,
        quantity=original.quantity,
        worked_on=reversal_day(original, at),
        actual_minutes=-original.actual_minutes,
        norm_minutes=-original.norm_minutes,
        billable_minutes=-original.billable_minutes,
        client_text=original.client_text,
        covered_for_id=original.covered_for_id,
        created_at=at,
        reverses=original,
        task_id=original.task_id,
        is_rework=original.is_rework,
    )
    audit.record(
        action="time.reverse", target=mirror, by=by, at=at, scope=original.ticket.scope, before=_facts(original)
    )
    if task is not None:
        settle(task, by=by, at=at)
    return mirror


def lock_task_of(entry: TimeEntry, *, by: Viewer) -> Task | None:
    """The ticket and task of an entry, locked before it; one's own entry is corrected whether or not one still sees
    the task."""
    task_id = TimeEntry.objects.visible_to(by).values_list("task_id", flat=True).get(pk=entry.pk)
    return lock_task(Task(pk=task_id), by=Viewer.system(by.at)) if task_id else None


def placed(
    ticket: Ticket, work: LoggedWork, counted: Minutes, *, worked_on: date, day: date, by: Viewer, at: datetime
) -> TaskTime | None:
    """On its task; without one only what needs no agreement passes."""
    if work.task is None:
        check_small(ticket, work.operation, counted.actual, day=day, by=by)
        return None
    done = WorkDone(work.operation, counted.actual, worked_on=worked_on, day=day, again=work.again)
    return time_on_task(task=work.task, ticket=ticket, done=done, by=by, at=at)


def reversal_day(original: TimeEntry, at: datetime) -> date:
    """The entry's own day; today where the person works when its month is closed (W7)."""
    try:
        check_period_open(department_id=original.department_id, day=original.worked_on)
    except PeriodClosed:
        today = today_among(terms_of(original.employee_id), original.employee, at)
        check_period_open(department_id=original.department_id, day=today)
        return today
    return original.worked_on


@transaction.atomic
def start_timer(*, ticket: Ticket, by: Viewer, at: datetime) -> Timer:
    """Starts the person's one timer. Refused while it runs on another ticket; on the same one it goes on."""
    check_can_log_time(by, ticket)
    timer, is_new = Timer.objects.select_for_update().get_or_create(
        employee=employee_behind(by), defaults={"ticket": ticket, "started_at": at}
    )
    if not is_new and timer.ticket_id != ticket.pk:
        raise Refused(_("Your timer runs on ticket %(number)s. Stop it first.") % {"number": timer.ticket.number})
    return timer


@transaction.atomic
def stop_timer(*, by: Viewer, at: datetime) -> tuple[Ticket, int] | None:
    """Stops the timer and tells (ticket, whole minutes begun), which the person then logs; None when none ran."""
    timer = Timer.objects.select_for_update().select_related("ticket").filter(employee_id=by.employee_id or 0).first()
    if timer is None:
        return None
    minutes = max(1, min(LONGEST_DAY, -(-(at - timer.started_at) // timedelta(minutes=1))))
    ticket = timer.ticket
    timer.delete()
    return ticket, minutes


def check_work(work: LoggedWork, *, day: date, today: date) -> None:
    """The figures can be true."""
    if not 1 <= work.actual_minutes <= LONGEST_DAY:
        raise Refused(_("Minutes are a whole number from 1 to 1440."), field="minutes")
    if not 0 < work.quantity <= 1000:
        raise Refused(_("The quantity is more than 0 and at most 1000."), field="quantity")
    if day > today:
        raise Refused(_("Time is logged for today or earlier."), field="worked_on")


def check_operation(operation: Operation, department: Department) -> None:
    """The operation is in use and is the department's or everybody's."""
    if not operation.is_active:
        raise Refused(_("This operation is no longer used. Choose another."), field="operation")
    if operation.department_id not in (None, department.pk):
        raise Refused(_("This operation belongs to another department."), field="operation")


def norm_on(operation: Operation, day: date) -> Norm:
    """The operation's norm in force on `day`."""
    dated = operation.norms.filter(starts_on__lte=day).order_by("-starts_on").first()
    return Norm(
        minutes=dated.minutes if dated else None,
        is_billable=operation.is_billable,
        free_minutes=operation.free_minutes,
    )


def terms_of(employee_id: int | None) -> list[Employment]:
    """Where somebody works and worked, each with person and department. One statement."""
    terms = Employment.objects.select_related("employee", "department")
    return list(terms.filter(employee_id=employee_id or 0))


def department_among(terms: Iterable[Employment], day: date) -> Department:
    """The department of the term that holds on `day`. Refused when none does."""
    for term in terms:
        if term.starts_on <= day and (term.ends_on is None or day <= term.ends_on):
            return term.department
    raise Refused(_("You were not employed on this day."), field="worked_on")


def today_among(terms: Iterable[Employment], employee: Employee, at: datetime) -> date:
    """The calendar day of `at` for the person, wherever the ticket is served (P1): by their own zone, else that of the
    department they work in, as `local_day` says."""
    latest_anywhere = at.astimezone(UTC).date() + timedelta(days=1)
    places = [term for term in terms if term.starts_on <= latest_anywhere]
    place = max(places, key=attrgetter("starts_on"), default=None)
    zone = employee.timezone or (place.department.timezone if place else settings.TIME_ZONE)
    return at.astimezone(ZoneInfo(zone)).date()


def _facts(entry: TimeEntry) -> dict[str, object]:
    return {
        "operation": entry.operation.code,
        "quantity": entry.quantity,
        "worked_on": entry.worked_on,
        "actual_minutes": entry.actual_minutes,
        "norm_minutes": entry.norm_minutes,
        "billable_minutes": entry.billable_minutes,
        **({"covered_for": entry.covered_for_id} if entry.covered_for_id else {}),
        **({"task": entry.task_id, "is_rework": entry.is_rework} if entry.task_id else {}),
    }
