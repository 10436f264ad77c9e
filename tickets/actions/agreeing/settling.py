"""Keeping what is billed on a task equal to what W3 says: entries are never changed, so the difference is written.

A line that bills without time of its own is a *charge*: of an overrun that was agreed after the work, or of minutes
that a reversal has freed for work logged later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from support_desk.shared import audit
from support_desk.shared.models import PeriodLock
from support_desk.shared.viewer import Viewer
from tickets.domain.charges import Agreed, Terms, Worked, charges_of
from tickets.models import Overrun, Task, TimeEntry
from tickets.queries.work_policies import policy_on

# An estimate that was refused still says how long the work is.
KNOWN = ("mentor", "manager", "client", "returned", "declined")
DECIDED = (Overrun.State.AGREED, Overrun.State.INTERNAL)


@dataclass(frozen=True, slots=True)
class TaskBill:
    """A task's terms and all its rows, oldest first."""

    terms: Terms
    rows: list[TimeEntry]

    @property
    def work(self) -> list[TimeEntry]:
        """What somebody did: no reversals and no charges."""
        return [row for row in self.rows if row.reverses_id is None and row.actual_minutes > 0]

    @property
    def reversed_ids(self) -> set[int]:
        return {row.reverses_id for row in self.rows if row.reverses_id is not None}

    @property
    def worked(self) -> list[Worked]:
        taken_back = self.reversed_ids
        return [worked_of(row, is_reversed=row.pk in taken_back) for row in self.work]

    @property
    def ceiling(self) -> int:
        """The most that may be billed now."""
        return self.terms.ceiling + sum(each.minutes for each in self.terms.overruns if not each.is_internal)

    @property
    def billed(self) -> int:
        return sum(row.billable_minutes for row in self.rows)

    def standing(self, overrun_id: int | None) -> int:
        """Minutes billed so far by an overrun; None: by everything else."""
        return sum(row.billable_minutes for row in self.rows if row.overrun_id == overrun_id)

    def charges(self, overrun_id: int | None) -> list[TimeEntry]:
        """Charges that stand."""
        found = (row for row in self.rows if row.overrun_id == overrun_id and row.reverses_id is None)
        return [row for row in found if row.actual_minutes == 0 and row.pk not in self.reversed_ids]


def bill_of(task: Task, *, day: date) -> TaskBill:
    """Read anew. Four statements at most."""
    rows = list(task.time_entries.select_related("operation").order_by("id"))
    return TaskBill(terms_of_task(task, day=day), rows)


def terms_of_task(task: Task, *, day: date) -> Terms:
    """What was agreed, and what passes without an agreement: the threshold, or the estimate when it is shorter."""
    if task.agreed_minutes is None:
        threshold = policy_on(task.ticket.department, day).threshold_minutes
        guess = latest_guess(task)
        return Terms(None, min(threshold, guess) if guess else threshold)
    overruns = task.overruns.filter(state__in=DECIDED).select_related("approval").order_by("id")
    decided = [decision_of(each) for each in overruns]
    return Terms(task.agreed_minutes - sum(each.minutes for each in decided if not each.is_internal), 0, decided)


def latest_guess(task: Task) -> int | None:
    """Minutes of the last estimate while none is agreed."""
    return task.estimates.filter(state__in=KNOWN).order_by("-id").values_list("minutes", flat=True).first()


def decision_of(overrun: Overrun) -> Agreed:
    """The client's yes, or the manager's word that it is ours."""
    if overrun.state == Overrun.State.INTERNAL:
        assert overrun.decided_at is not None, "internal_overrun_was_decided"
        return Agreed(overrun.pk, overrun.minutes, overrun.decided_at, is_internal=True)
    assert overrun.approval is not None, "agreed_overrun_has_its_approval"
    assert overrun.approval.decided_at is not None, "decided_approval_has_its_time"
    return Agreed(overrun.pk, overrun.minutes, overrun.approval.decided_at)


def worked_of(row: TimeEntry, *, is_reversed: bool = False) -> Worked:
    """An entry as the rule of charges takes it."""
    return Worked(
        key=row.pk,
        minutes=row.actual_minutes,
        at=row.created_at,
        is_rework=row.is_rework,
        is_billable=row.is_billable,
        free_minutes=row.free_minutes,
        is_reversed=is_reversed,
    )


def room_for(bill: TaskBill, work: Worked) -> int:
    """What one more entry bills: as W3 says, and never over what was agreed."""
    return max(0, min(charges_of(bill.terms, [*bill.worked, work]).entries[work.key], bill.ceiling - bill.billed))


def settle(task: Task, *, by: Viewer, at: datetime) -> list[TimeEntry]:
    """Writes what is missing to the bill of a locked task, and takes back charges that it no longer holds."""
    bill = bill_of(task, day=at.date())
    if not bill.work:
        return []
    charges = charges_of(bill.terms, bill.worked)
    wanted: dict[int | None, int] = {None: sum(charges.entries.values())}
    wanted.update(charges.late.items())
    written: list[TimeEntry] = []
    for overrun_id, minutes in wanted.items():
        written += adjust(task, bill, overrun_id, minutes, by=by, at=at)
    return written


def adjust(
    task: Task, bill: TaskBill, overrun_id: int | None, wanted: int, *, by: Viewer, at: datetime
) -> Iterable[TimeEntry]:
    """Brings the lines of one overrun, or the others, to `wanted` minutes."""
    standing = bill.standing(overrun_id)
    if standing > wanted:
        for charge in bill.charges(overrun_id):
            yield take_back(task, charge, by=by, at=at)
            standing -= charge.billable_minutes
    if standing < wanted:
        yield write_charge(task, bill, overrun_id, wanted - standing, by=by, at=at)


def write_charge(
    task: Task, bill: TaskBill, overrun_id: int | None, minutes: int, *, by: Viewer, at: datetime
) -> TimeEntry:
    """A line without time of its own, in the open month, of whoever did the work last."""
    taken_back = bill.reversed_ids
    last = next(row for row in reversed(bill.work) if row.pk not in taken_back and worked_of(row).chargeable)
    overrun = next((each for each in task.overruns.all() if each.pk == overrun_id), None)
    text = (overrun.client_text if overrun else "") or last.client_text
    own = {"overrun": overrun, "billable_minutes": minutes, "client_text": text, "ticket_id": task.ticket_id}
    charge = write_line(task, last, at=at, quantity=1, **own)
    note(charge, task, "time.charge", by=by, at=at)
    return charge


def take_back(task: Task, charge: TimeEntry, *, by: Viewer, at: datetime) -> TimeEntry:
    """The mirror image of a charge (W7)."""
    kept = {name: getattr(charge, name) for name in ("overrun_id", "client_text", "quantity", "ticket_id")}
    mirror = write_line(task, charge, at=at, reverses=charge, billable_minutes=-charge.billable_minutes, **kept)
    note(mirror, task, "time.reverse", by=by, at=at)
    return mirror


def write_line(task: Task, like: TimeEntry, *, at: datetime, **own: Any) -> TimeEntry:
    """An entry without time on the task, of the same person and operation as another one, in the open month."""
    return TimeEntry.objects.create(
        task=task,
        actual_minutes=0,
        norm_minutes=0,
        worked_on=open_day(like.department_id, at, task.ticket.department.timezone),
        created_at=at,
        employee_id=like.employee_id,
        department_id=like.department_id,
        operation_id=like.operation_id,
        is_billable=like.is_billable,
        free_minutes=like.free_minutes,
        **own,
    )


def note(row: TimeEntry, task: Task, action: str, *, by: Viewer, at: datetime) -> None:
    after = {"billable_minutes": row.billable_minutes, "worked_on": row.worked_on, "overrun": row.overrun_id}
    audit.record(action=action, target=row, by=by, at=at, scope=task.ticket.scope, after=after)


def open_day(department_id: int, at: datetime, timezone: str) -> date:
    """Today, else the first day of the next month that is open: what the client agreed to is billed in any case."""
    day = at.astimezone(ZoneInfo(timezone)).date()
    closed = set(PeriodLock.objects.filter(department_id=department_id).values_list("month", flat=True))
    while day.replace(day=1) in closed:
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day
