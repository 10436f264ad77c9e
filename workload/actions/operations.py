"""The catalogue of operations and their dated norms (W6)."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import change_row, check_named, create_row, save_valid, scope_of
from support_desk.shared.errors import PeriodClosed, Refused
from support_desk.shared.models import PeriodLock
from support_desk.shared.viewer import Viewer
from workload.models import Department, Operation, OperationNorm
from workload.permissions import check_can_set_norm

FIELDS = frozenset({"name", "unit", "is_billable", "free_minutes", "importance", "is_active"})
LONGEST_NORM = 10_000


class OperationFields(TypedDict, total=False):
    """What can be changed of an operation; code, kind and department never, entries were counted by them."""

    name: str
    unit: str
    is_billable: bool
    free_minutes: int
    importance: int
    is_active: bool


@transaction.atomic
def create_operation(
    *,
    code: str,
    name: str,
    unit: str,
    kind: str,
    by: Viewer,
    at: datetime,
    department: Department | None = None,
    is_billable: bool = True,
    free_minutes: int = 5,
    importance: int = 3,
) -> Operation:
    """A new operation of `department`, or common to all, without a norm yet. Refused, naming the field."""
    operation = Operation(
        code=code.strip(),
        name=name.strip(),
        unit=unit.strip(),
        kind=kind,
        department=department,
        is_billable=is_billable,
        free_minutes=free_minutes,
        importance=importance,
    )
    check_can_set_norm(by, operation)
    after = {"code": operation.code, "name": operation.name, "unit": operation.unit, "kind": kind}
    return create_row(operation, action="operation.create", by=by, at=at, after=after)


@transaction.atomic
def update_operation(*, operation: Operation, by: Viewer, at: datetime, **new: Unpack[OperationFields]) -> Operation:
    """Changes the named fields for entries to come; those written keep their minutes."""
    check_named(new, FIELDS)
    locked = Operation.objects.visible_to(by).select_for_update(of=("self",)).get(pk=operation.pk)
    check_can_set_norm(by, locked)
    return change_row(locked, action="operation.update", by=by, at=at, new=dict(new))


@transaction.atomic
def set_norm(*, operation: Operation, minutes: int, starts_on: date, by: Viewer, at: datetime) -> OperationNorm:
    """From `starts_on` one unit takes `minutes`. Entries that exist keep the norm they were written with. Refused for
    a norm that has been in force already; PeriodClosed, naming `starts_on`, for a day that is counted (W6, W7)."""
    locked = Operation.objects.visible_to(by).select_for_update(of=("self",)).get(pk=operation.pk)
    check_can_set_norm(by, locked)
    if not 1 <= minutes <= LONGEST_NORM:
        raise Refused(_("A norm is a whole number of minutes from 1 to 10,000."), field="minutes")
    check_day_not_counted(locked, starts_on)
    norm = locked.norms.filter(starts_on=starts_on).first()
    if norm is not None and norm.starts_on < at.date() and norm.minutes != minutes:
        raise Refused(_("A norm that has been in force stays. Set the new one from today on."), field="starts_on")
    former = norm_before(locked, starts_on)
    norm = norm or OperationNorm(operation=locked, starts_on=starts_on)
    norm.minutes, norm.set_by_id = minutes, by.employee_id
    save_valid(norm)
    audit.record(
        action="norm.set",
        target=locked,
        scope=scope_of(locked),
        by=by,
        at=at,
        before={"minutes": former},
        after={"minutes": minutes, "starts_on": starts_on},
    )
    return norm


def norm_before(operation: Operation, day: date) -> int | None:
    """Minutes in force on `day` so far."""
    earlier = operation.norms.filter(starts_on__lte=day).order_by("-starts_on")
    return earlier.values_list("minutes", flat=True).first()


def check_day_not_counted(operation: Operation, day: date) -> None:
    """No month from `day` on is closed for a department that uses the operation."""
    closed = PeriodLock.objects.filter(month__gte=day.replace(day=1))
    if operation.department_id is not None:
        closed = closed.filter(department_id=operation.department_id)
    if closed.exists():
        raise PeriodClosed(_("A month that this norm would change is closed."), field="starts_on")
