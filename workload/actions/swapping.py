"""Offering a shift to a colleague: they agree, the head approves, and both change in one transaction (L1)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import Conflict, NotAllowed, Refused
from support_desk.shared.periods import check_period_open
from support_desk.shared.viewer import Viewer
from workload.actions.person import Person, check_works_here, local_day, lock_person
from workload.actions.shift_changes import work_of
from workload.domain.shift_swaps import SwapEvent
from workload.domain.weekly_pattern import first_overlap
from workload.models import Absence, Employee, Shift, ShiftSwap
from workload.notifications.swaps import tell_swap
from workload.roster_permissions import check_swap_event
from workload.signals import tell_presence_changed


@transaction.atomic
def offer_shift(
    *, shift: Shift, colleague: Employee, by: Viewer, at: datetime, wanted: Shift | None = None, note: str = ""
) -> ShiftSwap:
    """Offers one's own future shift, for `wanted` of the colleague's or for nothing. The colleague is told.

    Refused, naming the field: to oneself or to somebody of another department, what has begun or lies in a closed
    month, what is offered already, and where somebody would have two shifts at once, is absent or works here no more.
    """
    if by.employee_id != shift.employee_id:
        raise NotAllowed(_("One offers one's own shifts."), field="shift")
    if colleague.pk == by.employee_id:
        raise Refused(_("Choose a colleague."), field="colleague")
    people = lock_people([shift.employee_id, colleague.pk], by=by, at=at)
    asker, other = people[shift.employee_id], people[colleague.pk]
    if other.department.pk != asker.department.pk:
        raise Refused(_("Shifts are offered within a department."), field="colleague")
    given, asked = _locked(shift, wanted, other, at=at)
    if ShiftSwap.objects.open().filter(shift=given).exists():
        raise Refused(_("This shift is offered already."), field="shift")
    _check_free(asker, other, given, asked)
    swap = ShiftSwap(
        department=asker.department,
        asker=asker.employee,
        colleague=other.employee,
        shift=given,
        wanted=asked,
        starts_at=given.starts_at,
        ends_at=given.ends_at,
        wanted_starts_at=asked.starts_at if asked else None,
        wanted_ends_at=asked.ends_at if asked else None,
        note=note.strip(),
        asked_at=at,
    )
    create_row(swap, action="swap.offer", by=by, at=at, after={"starts_at": given.starts_at, "to": other.employee.name})
    tell_swap(swap, None, by=by, at=at)
    return swap


@transaction.atomic
def agree_to_swap(*, swap: ShiftSwap, by: Viewer, at: datetime) -> ShiftSwap:
    """The colleague takes the shift, if the head approves; the head is told."""
    return _decided(swap, SwapEvent.AGREE, by=by, at=at)


@transaction.atomic
def decline_swap(*, swap: ShiftSwap, by: Viewer, at: datetime, note: str = "") -> ShiftSwap:
    """The colleague does not."""
    return _decided(swap, SwapEvent.DECLINE, by=by, at=at, note=note)


@transaction.atomic
def withdraw_swap(*, swap: ShiftSwap, by: Viewer, at: datetime) -> ShiftSwap:
    """Who has offered takes it back while nobody has approved."""
    return _decided(swap, SwapEvent.WITHDRAW, by=by, at=at)


@transaction.atomic
def refuse_swap(*, swap: ShiftSwap, note: str, by: Viewer, at: datetime) -> ShiftSwap:
    """The head says no, and why."""
    if not note.strip():
        raise Refused(_("Write why the swap is refused."), field="note")
    return _decided(swap, SwapEvent.REFUSE, by=by, at=at, note=note)


@transaction.atomic
def approve_swap(*, swap: ShiftSwap, by: Viewer, at: datetime) -> ShiftSwap:
    """The shifts change hands. Conflict when one of them was moved or removed since it was offered; refused like an
    offer."""
    people = lock_people([swap.asker_id, swap.colleague_id], by=by, at=at)
    locked = lock_swap(swap, by=by)
    state = check_swap_event(by, SwapEvent.APPROVE, locked)
    asker, other = people[locked.asker_id], people[locked.colleague_id]
    given, asked = _as_offered(locked)
    for one in filter(None, (given, asked)):
        _check_open(one, asker if one is given else other, at=at)
    _check_free(asker, other, given, asked)
    _exchange(asker, other, given, asked, locked, by=by, at=at)
    new = {"state": state.value, "decided_by_id": by.employee_id}
    change_row(locked, action="swap.approve", by=by, at=at, new=new)
    tell_swap(locked, SwapEvent.APPROVE, by=by, at=at)
    tell_presence_changed([asker.employee.pk, other.employee.pk], at=at)
    return locked


def lock_people(ids: Collection[int], *, by: Viewer, at: datetime) -> dict[int, Person]:
    """Both, in the order of their ids."""
    return {one: lock_person(one, by=by, at=at) for one in sorted(ids)}


def lock_swap(swap: ShiftSwap, *, by: Viewer) -> ShiftSwap:
    """ShiftSwap.DoesNotExist when `by` may not see it."""
    rows = ShiftSwap.objects.visible_to(by).select_related("asker", "colleague", "department")
    return rows.select_for_update(of=("self",)).get(pk=swap.pk)


def _decided(swap: ShiftSwap, event: SwapEvent, *, by: Viewer, at: datetime, note: str = "") -> ShiftSwap:
    locked = lock_swap(swap, by=by)
    state = check_swap_event(by, event, locked)
    new: dict[str, object] = {"state": state.value, "decision_note": note.strip()}
    if event is SwapEvent.REFUSE:
        new["decided_by_id"] = by.employee_id
    if event is SwapEvent.AGREE:
        _check_future(locked.starts_at, at=at)
    change_row(locked, action=f"swap.{event}", by=by, at=at, new=new)
    tell_swap(locked, event, by=by, at=at)
    return locked


def _locked(shift: Shift, wanted: Shift | None, other: Person, *, at: datetime) -> tuple[Shift, Shift | None]:
    keys = [one.pk for one in (shift, wanted) if one is not None]
    rows = {one.pk: one for one in Shift.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
    given, asked = rows.get(shift.pk), rows.get(wanted.pk) if wanted else None
    if given is None or (wanted is not None and asked is None):
        raise Conflict(_("This shift is no longer there."), field="shift")
    if asked is not None and asked.employee_id != other.employee.pk:
        raise Refused(_("Choose a shift of that colleague."), field="wanted")
    for one in filter(None, (given, asked)):
        _check_open(one, other, at=at)
    return given, asked


def _as_offered(swap: ShiftSwap) -> tuple[Shift, Shift | None]:
    keys = [key for key in (swap.shift_id, swap.wanted_id) if key]
    rows = {one.pk: one for one in Shift.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
    given, asked = rows.get(swap.shift_id or 0), rows.get(swap.wanted_id or 0)
    stands = given is not None and (given.employee_id, given.starts_at, given.ends_at) == (
        swap.asker_id, swap.starts_at, swap.ends_at
    )  # fmt: skip
    if swap.wanted_starts_at is not None:
        stands = stands and asked is not None and (asked.employee_id, asked.starts_at, asked.ends_at) == (
            swap.colleague_id, swap.wanted_starts_at, swap.wanted_ends_at
        )  # fmt: skip
    if given is None or not stands:
        raise Conflict(_("One of the shifts has changed since it was offered. Offer it again."), field="shift")
    return given, asked


def _check_open(shift: Shift, person: Person, *, at: datetime) -> None:
    _check_future(shift.starts_at, at=at)
    day = local_day(shift.starts_at, person.zone)
    check_period_open(department_id=person.department.pk, day=day, field="shift")


def _check_future(starts_at: datetime, *, at: datetime) -> None:
    if starts_at <= at:
        raise Refused(_("A shift that has begun is no longer exchanged."), field="shift")


def _check_free(asker: Person, other: Person, given: Shift, asked: Shift | None) -> None:
    """Each is there to work what they get, and neither has two shifts at once after it."""
    _check_fits(other, given, without=asked)
    if asked is not None:
        _check_fits(asker, asked, without=given)


def _check_fits(person: Person, shift: Shift, *, without: Shift | None) -> None:
    day = local_day(shift.starts_at, person.zone)
    check_works_here(person, day, field="shift", department=person.department)
    if Absence.objects.in_force().filter(employee=person.employee).overlapping(shift.starts_at, shift.ends_at).exists():
        raise Refused(_("%(name)s is absent at that time.") % {"name": person.employee}, field="shift")
    around = Shift.objects.filter(employee=person.employee).overlapping(shift.starts_at, shift.ends_at)
    others = [work_of(one) for one in around if without is None or one.pk != without.pk]
    if first_overlap([*others, work_of(shift)]) is not None:
        raise Refused(_("%(name)s has another shift at that time.") % {"name": person.employee}, field="shift")


def _exchange(
    asker: Person, other: Person, given: Shift, asked: Shift | None, swap: ShiftSwap, *, by: Viewer, at: datetime
) -> None:
    """New rows in place of the old: two shifts that overlap cannot change hands one after the other."""
    pairs = [(given, other)] + ([(asked, asker)] if asked is not None else [])
    Shift.objects.filter(pk__in=[shift.pk for shift, _to in pairs]).delete()
    swap.shift = swap.wanted = None
    for shift, to in pairs:
        times = {"starts_at": shift.starts_at, "ends_at": shift.ends_at, "break_minutes": shift.break_minutes}
        moved = Shift(employee=to.employee, note=shift.note, **times)
        after = times | {"from": shift.employee.name, "to": to.employee.name}
        create_row(moved, action="shift.swap", by=by, at=at, after=after, department_id=swap.department_id)
