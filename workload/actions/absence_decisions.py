"""Deciding on absences: approved, rejected, cancelled; never one's own (L2, P4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.absence_checks import check_cover, check_months_open
from workload.actions.leave_slips.deciding import close_slip, signed_for
from workload.actions.leave_slips.held import slip_of
from workload.actions.leave_slips.telling import tell_decided, tell_no_longer
from workload.actions.make_ups import give_up_make_ups
from workload.actions.person import Person, lock_person
from workload.domain.absences import IN_FORCE, Event, State, after
from workload.domain.leave_slips import SlipEvent, SlipParty
from workload.models import Absence, Employee
from workload.permissions import can_decide_absence, check_can_decide_absence
from workload.queries.deciders import without_head
from workload.signals import tell_presence_changed
from workload.slip_permissions import check_can_decide_request


@transaction.atomic
def approve_absence(
    *, absence: Absence, by: Viewer, at: datetime, cover: Employee | None = None, note: str = ""
) -> Absence:
    """Approves a request, or confirms what was recorded; approving twice is once. `cover` names another cover than the
    one asked for: a leave slip then goes to them first and the absence is not approved yet. Refused when somebody has
    not signed the slip, by name, and, naming `cover`, when the cover is absent all that time."""
    person, locked = lock_absence(absence, by=by, at=at)
    check_can_decide(by, person, locked, at=at)
    chosen = cover or locked.cover
    if locked.state == State.APPROVED and chosen == locked.cover:
        return locked
    check_cover(chosen, person=person, starts_at=locked.starts_at, ends_at=locked.ends_at, by=by)
    if locked.state == State.REQUESTED:
        check_months_open(person, locked.starts_on, locked.ends_on)
    held = slip_of(person, locked)
    if held is not None and locked.state == State.REQUESTED and not signed_for(held, chosen, by=by, at=at):
        return locked
    return _decide(locked, person, Event.APPROVE, by=by, at=at, cover=chosen, decision_note=note.strip())


@transaction.atomic
def reject_absence(*, absence: Absence, note: str, by: Viewer, at: datetime) -> Absence:
    """Says no, and why. What was recorded at once no longer holds. Refused, naming `note`, without a reason."""
    person, locked = lock_absence(absence, by=by, at=at)
    check_can_decide(by, person, locked, at=at)
    if locked.state == State.REJECTED:
        return locked
    if not note.strip():
        raise Refused(_("Write why the absence is rejected."), field="note")
    return _decide(locked, person, Event.REJECT, by=by, at=at, decision_note=note.strip())


@transaction.atomic
def cancel_absence(*, absence: Absence, by: Viewer, at: datetime, note: str = "") -> Absence:
    """Takes an absence back: the person while it has not begun or is only asked for, whoever decides at any time."""
    person, locked = lock_absence(absence, by=by, at=at)
    if not can_cancel(by, locked, person, at=at):
        raise NotAllowed(_("What has begun is cancelled by who decides on it."))
    if locked.state == State.CANCELLED:
        return locked
    decider = by.employee_id if by.employee_id != locked.employee_id else locked.decided_by_id
    return _moved(locked, person, Event.CANCEL, by=by, at=at, decision_note=note.strip() or locked.decision_note,
                  decided_by_id=decider)  # fmt: skip


def check_can_decide(by: Viewer, person: Person, absence: Absence, *, at: datetime) -> None:
    """A request is the head's; what was recorded is confirmed by the office manager too."""
    if absence.state == State.REQUESTED:
        away = without_head([person.department], at)
        check_can_decide_request(by, person.employee, person.department, without_head=away)
    check_can_decide_absence(by, person.employee, person.department)


def can_cancel(viewer: Viewer, absence: Absence, person: Person, *, at: datetime) -> bool:
    """Whether `viewer` may take the absence back now."""
    if viewer.employee_id == absence.employee_id and (absence.starts_at > at or absence.state == State.REQUESTED):
        return True
    return can_decide_absence(viewer, person.employee, person.department)


def lock_absence(absence: Absence, *, by: Viewer, at: datetime) -> tuple[Person, Absence]:
    """The person, who may have left, then the absence, both locked. Absence.DoesNotExist when `by` may not see it."""
    person = lock_person(absence.employee_id, by=by, at=at, even_left=True)
    rows = Absence.objects.visible_to(by).select_related("employee", "cover").select_for_update(of=("self",))
    return person, rows.get(pk=absence.pk)


def _decide(absence: Absence, person: Person, event: Event, *, by: Viewer, at: datetime, **new: object) -> Absence:
    return _moved(absence, person, event, by=by, at=at, decided_by_id=by.employee_id, decided_at=at, **new)


def _moved(absence: Absence, person: Person, event: Event, *, by: Viewer, at: datetime, **new: object) -> Absence:
    """Takes the step of the table, and tells whoever routes work when somebody is there or away by it. PeriodClosed
    where the step would change a closed month: a request changes no timesheet, and confirming what counts neither."""
    before = State(absence.state)
    state = after(before, event)
    if state is None:
        raise IllegalTransition(
            _("This absence is decided already: %(state)s.") % {"state": absence.get_state_display()}
        )
    if (before in IN_FORCE) is not (state in IN_FORCE):
        check_months_open(person, absence.starts_on, absence.ends_on)
    new = {"state": state.value, **new}
    change_row(absence, action=f"absence.{event}", by=by, at=at, new=new, department_id=person.department.pk)
    _followed(absence, person, event, by=by, at=at)
    if before in IN_FORCE or state in IN_FORCE:
        tell_presence_changed([person.employee.pk], at=at)
    return absence


def _followed(absence: Absence, person: Person, event: Event, *, by: Viewer, at: datetime) -> None:
    """What ends with the decision: the slip asks nobody any more, hours to be made up are free, the person is told."""
    held = slip_of(person, absence)
    if held is not None:
        party = SlipParty.PERSON if by.employee_id == absence.employee_id else SlipParty.HEAD
        close_slip(held, SlipEvent(event.value), party, by=by, at=at)
    if event is not Event.APPROVE:
        give_up_make_ups(absence)
    tell_no_longer(absence)
    tell_decided(absence, person, by=by, at=at)
