"""Shifts by hand: planned, changed and removed by the head or the office manager (L1)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import change_row, create_row, scope_of
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.months_open import check_months_open_for
from workload.actions.person import Person, check_works_here, local_day, lock_person
from workload.models import Employee, Shift
from workload.models.presence import LONGEST_SHIFT
from workload.roster_permissions import check_can_plan_shifts_of
from workload.signals import tell_presence_changed


@transaction.atomic
def plan_shift(
    *,
    employee: Employee,
    starts_at: datetime,
    ends_at: datetime,
    by: Viewer,
    at: datetime,
    break_minutes: int = 0,
    note: str = "",
    reason: str = "",
) -> Shift:
    """A new shift. Refused, naming the field, when it ends before it starts, lasts more than a day, is all
    break, overlaps another, lies in a closed month or where the person does not work here, or has begun already and no
    reason is given."""
    person = lock_person(employee.pk, by=by, at=at)
    check_can_plan_shifts_of(by, person.employee, person.department)
    times = {"starts_at": starts_at, "ends_at": ends_at, "break_minutes": break_minutes}
    shift = Shift(employee=person.employee, note=note.strip(), **times)
    check_shift(shift, person, at=at, reason=reason)
    after = facts_of(shift) | {"reason": reason}
    scope, department_id = scope_of(person.employee), person.department.pk
    create_row(shift, action="shift.plan", by=by, at=at, after=after, scope=scope, department_id=department_id)
    tell_presence_changed([person.employee.pk], at=at)
    return shift


@transaction.atomic
def change_shift(
    *,
    shift: Shift,
    by: Viewer,
    at: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    break_minutes: int | None = None,
    note: str | None = None,
    reason: str = "",
) -> Shift:
    """Moves a shift, its break or its note. Refused like a new one, and likewise when the shift as it was has begun."""
    person, locked = lock_shift(shift, by=by, at=at)
    check_changeable(locked, person, at=at, reason=reason)
    new = {
        "starts_at": starts_at or locked.starts_at,
        "ends_at": ends_at or locked.ends_at,
        "break_minutes": locked.break_minutes if break_minutes is None else break_minutes,
        "note": locked.note if note is None else note.strip(),
    }
    wanted = Shift(pk=locked.pk, employee=person.employee, **new)
    check_shift(wanted, person, at=at, reason=reason)
    scope, department_id = scope_of(person.employee), person.department.pk
    change_row(locked, action="shift.change", by=by, at=at, new=new, scope=scope, department_id=department_id)
    tell_presence_changed([person.employee.pk], at=at)
    return locked


@transaction.atomic
def remove_shift(*, shift: Shift, by: Viewer, at: datetime, reason: str = "") -> None:
    """Takes a shift out of the roster; one that has begun only with a reason."""
    person, locked = lock_shift(shift, by=by, at=at)
    check_changeable(locked, person, at=at, reason=reason)
    audit.record(
        action="shift.remove",
        target=locked,
        scope=scope_of(person.employee),
        by=by,
        at=at,
        department_id=person.department.pk,
        before=facts_of(locked),
        after={"reason": reason},
    )
    locked.delete()
    tell_presence_changed([person.employee.pk], at=at)


def lock_shift(shift: Shift, *, by: Viewer, at: datetime) -> tuple[Person, Shift]:
    """The person, then their shift, both locked; Shift.DoesNotExist when somebody removed it meanwhile."""
    person = lock_person(shift.employee_id, by=by, at=at)
    check_can_plan_shifts_of(by, person.employee, person.department)
    return person, Shift.objects.visible_to(by).select_for_update(of=("self",)).get(pk=shift.pk)


def check_shift(shift: Shift, person: Person, *, at: datetime, reason: str) -> None:
    """The shift can stand in the roster."""
    if shift.ends_at <= shift.starts_at:
        raise Refused(_("The shift ends before it starts."), field="ends_at")
    if shift.ends_at - shift.starts_at > LONGEST_SHIFT:
        raise Refused(_("A shift lasts a day at most."), field="ends_at")
    if shift.ends_at - shift.starts_at <= timedelta(minutes=shift.break_minutes):
        raise Refused(_("A break is shorter than its shift."), field="break_minutes")
    check_changeable(shift, person, at=at, reason=reason)
    check_works_here(person, local_day(shift.starts_at, person.zone), field="starts_at")
    others = Shift.objects.filter(employee=person.employee).exclude(pk=shift.pk)
    if others.overlapping(shift.starts_at, shift.ends_at).exists():
        raise Refused(_("%(name)s has another shift at that time.") % {"name": person.employee}, field="starts_at")


def check_changeable(shift: Shift, person: Person, *, at: datetime, reason: str) -> None:
    """The month is open, and whoever rewrites what has begun says why."""
    day = local_day(shift.starts_at, person.zone)
    check_months_open_for(person.employee, day, day, "starts_at")
    check_reason(shift.starts_at, at=at, reason=reason)


def check_reason(starts_at: datetime, *, at: datetime, reason: str) -> None:
    """What has begun already is changed with a reason."""
    if starts_at < at and not reason.strip():
        raise Refused(_("This shift has begun already. Write the reason."), field="reason")


def facts_of(shift: Shift) -> dict[str, object]:
    """What the audit trail keeps of a shift."""
    return {
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "break_minutes": shift.break_minutes,
        "note": shift.note,
    }
