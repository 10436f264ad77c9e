"""Who plans, submits and decides on rosters: each check_ raises, each can_ answers, and both are one rule (L1, P4)."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import IllegalTransition, NotAllowed
from support_desk.shared.viewer import Viewer
from workload.domain.rosters import RosterEvent, RosterParty, RosterState, events_for, move_of
from workload.domain.shift_swaps import SwapEvent, SwapParty, SwapState, swap_events, swap_move
from workload.models import Department, Employee, RosterSubmission, ShiftSwap
from workload.models.rosters import kept_departments
from workload.permissions import can_manage_company, check_can_plan_shifts, manages

DECIDED_BY = _("The head decides on rosters, and the office manager while the head is absent; nobody on their own.")
WORDS_OF_EVENTS = {
    RosterEvent.CHANGE: _("This roster is changed by the person until it is submitted, and by the head after that."),
    RosterEvent.SUBMIT: _("A roster is submitted by the person or the head."),
    RosterEvent.WITHDRAW: _("Only the person takes their roster back."),
    RosterEvent.APPROVE: DECIDED_BY,
    RosterEvent.RETURN: DECIDED_BY,
}


def keeps_rosters(viewer: Viewer, department_id: int) -> bool:
    """The head and the office manager of the department, and the director."""
    return viewer.is_system or viewer.has("director") or department_id in kept_departments(viewer)


def check_keeps_rosters(viewer: Viewer, department_id: int) -> None:
    if not keeps_rosters(viewer, department_id):
        raise NotAllowed(_("The head or the office manager of the department does this."))


def can_decide_roster(viewer: Viewer, employee: Employee, department: Department) -> bool:
    """The head, the person's manager, the director; the office manager while the head is absent. Never one's own; the
    head's own one level up: their manager or the director (L1, P4)."""
    if viewer.employee_id == employee.pk:
        return False
    if viewer.is_system or viewer.has("director") or manages(viewer, employee):
        return True
    return department.head_id != employee.pk and department.pk in viewer.deciding_department_ids


def check_can_plan_shifts_of(viewer: Viewer, employee: Employee, department: Department) -> None:
    """Shifts stand without anybody's decision: nobody plans their own, and the head's are planned one level up (P4)."""
    if viewer.employee_id == employee.pk:
        raise NotAllowed(_("Nobody plans their own shifts. Submit them as your roster."))
    if department.head_id != employee.pk:
        check_can_plan_shifts(viewer, department.pk)
    elif not (can_manage_company(viewer) or manages(viewer, employee)):
        raise NotAllowed(_("The head’s own shifts are planned by who stands above the head."))


def roster_parties(viewer: Viewer, employee: Employee, department: Department) -> frozenset[RosterParty]:
    """What the viewer is to this person's roster."""
    found = {RosterParty.PERSON} if viewer.employee_id == employee.pk else set()
    if not found and (keeps_rosters(viewer, department.pk) or manages(viewer, employee)):
        found.add(RosterParty.KEEPER)
    if can_decide_roster(viewer, employee, department):
        found.add(RosterParty.DECIDER)
    return frozenset(found)


def roster_events(viewer: Viewer, submission: RosterSubmission) -> list[RosterEvent]:
    """What the viewer may do to it now: the buttons and the API's list."""
    parties = roster_parties(viewer, submission.employee, submission.department)
    return events_for(RosterState(submission.state), parties)


def check_roster_event(
    viewer: Viewer, event: RosterEvent, state: RosterState, employee: Employee, department: Department
) -> RosterState:
    """The next state. IllegalTransition where the table has no such move, NotAllowed where it is somebody else's."""
    move = move_of(state, event)
    parties = roster_parties(viewer, employee, department)
    if not _may_ever(event, parties):
        raise NotAllowed(WORDS_OF_EVENTS[event])
    if move is None:
        label = RosterSubmission.State(state).label
        raise IllegalTransition(_("This cannot be done to a roster in the state “%(state)s”.") % {"state": label})
    if not move[0] & parties:
        raise NotAllowed(WORDS_OF_EVENTS[event])
    return move[1]


def _may_ever(event: RosterEvent, parties: Collection[RosterParty]) -> bool:
    return any(event in events_for(state, parties) for state in RosterState)


def swap_parties(viewer: Viewer, swap: ShiftSwap) -> frozenset[SwapParty]:
    """What the viewer is to this swap."""
    if viewer.employee_id == swap.asker_id:
        return frozenset({SwapParty.ASKER})
    if viewer.employee_id == swap.colleague_id:
        return frozenset({SwapParty.COLLEAGUE})
    decides = all(can_decide_roster(viewer, one, swap.department) for one in decided_sides(swap))
    return frozenset({SwapParty.DECIDER}) if decides else frozenset()


def decided_sides(swap: ShiftSwap) -> list[Employee]:
    """Whose deciders decide on it: both sides', and the head's alone where the head is one of them."""
    sides = [swap.asker, swap.colleague]
    return [one for one in sides if one.pk == swap.department.head_id] or sides


def swap_events_for(viewer: Viewer, swap: ShiftSwap) -> list[SwapEvent]:
    """What the viewer may do to it now."""
    return swap_events(SwapState(swap.state), swap_parties(viewer, swap))


def check_swap_event(viewer: Viewer, event: SwapEvent, swap: ShiftSwap) -> SwapState:
    """The next state, refused like a roster's."""
    parties = swap_parties(viewer, swap)
    if not any(event in swap_events(state, parties) for state in SwapState):
        raise NotAllowed(_("The colleague agrees, the head decides, and only who offers takes it back."))
    move = swap_move(SwapState(swap.state), event)
    if move is None:
        raise IllegalTransition(_("This swap is over or waits for somebody else: %(state)s.") % {
            "state": swap.get_state_display()
        })  # fmt: skip
    return move[1]
