"""As whom somebody has to do with a dispute, and what they may do to it now (D3, D5–D9)."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.domain.steps import Refusal, step
from disputes.domain.workflow import DISPUTE_TRANSITIONS, DisputeEvent, DisputeParty, DisputeState, events_of
from disputes.models import Dispute
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer

INSTANT: Final = timedelta(microseconds=1)
WHOSE: Final = {
    DisputeParty.INITIATOR: gettext_lazy("Only the initiator takes a dispute back."),
    DisputeParty.RESPONDENT: gettext_lazy("Only the respondent answers a dispute."),
    DisputeParty.ARBITER: gettext_lazy("Only the arbiter decides a dispute."),
    DisputeParty.SYSTEM: gettext_lazy("Nobody does this by hand: it happens when its time has come."),
}


class TooLate(Refused):
    """The term to answer is over (D4)."""

    code = "too_late"


def party_of(dispute: Dispute, viewer: Viewer) -> DisputeParty | None:
    """One of the three parties, or the desk itself; None for whoever only looks on."""
    if viewer.is_system:
        return DisputeParty.SYSTEM
    if viewer.employee_id is None:
        return None
    sides = {
        dispute.arbiter_id: DisputeParty.ARBITER,
        dispute.initiator_id: DisputeParty.INITIATOR,
        dispute.respondent_id: DisputeParty.RESPONDENT,
    }
    return sides.get(viewer.employee_id)


def events_for(dispute: Dispute, viewer: Viewer, at: datetime) -> tuple[DisputeEvent, ...]:
    """What `viewer` may do to it at `at`, in the table's order: the buttons, and the API's allowed events (D12)."""
    party = party_of(dispute, viewer)
    if party is None:
        return ()
    events = events_of(DisputeState(dispute.state), party)
    return tuple(event for event in events if not isinstance(_target(dispute, event, party, at), Refusal))


def can_take(dispute: Dispute, event: DisputeEvent, viewer: Viewer, at: datetime) -> bool:
    """Whether the step is theirs now."""
    return event in events_for(dispute, viewer, at)


def check_can_take(dispute: Dispute, event: DisputeEvent, viewer: Viewer, at: datetime) -> DisputeState:
    """The state that the step leads to. IllegalTransition when the dispute has no such move any more, NotAllowed when
    it is somebody else's, TooLate when the term to answer is over."""
    target = _target(dispute, event, party_of(dispute, viewer), at)
    if isinstance(target, Refusal):
        raise _refused(dispute, event, target, at)
    return target


def can_open(viewer: Viewer) -> bool:
    """Every employee, against any other (D1)."""
    return viewer.is_employee


def check_can_open(viewer: Viewer) -> None:
    if not can_open(viewer):
        raise NotAllowed(_("Only an employee opens a dispute."))


def _target(dispute: Dispute, event: DisputeEvent, party: DisputeParty | None, at: datetime) -> DisputeState | Refusal:
    state = DisputeState(dispute.state)
    if party is None:
        return Refusal.NOT_YOURS if (state, event) in DISPUTE_TRANSITIONS else Refusal.NO_SUCH_MOVE
    # What has no term is not answered any more: there is nothing to be late for.
    return step(state, event, party, at=at, respond_by=dispute.respond_by or at)


def _refused(dispute: Dispute, event: DisputeEvent, refusal: Refusal, at: datetime) -> Refused:
    if refusal is Refusal.NOT_YOURS:
        who, _state = DISPUTE_TRANSITIONS[DisputeState(dispute.state), event]
        return NotAllowed(WHOSE[who])
    if refusal is Refusal.TOO_LATE:
        sentence = _("The time to answer ended with %(day)s. What is not answered is decided for the initiator.")
        return TooLate(sentence % {"day": _last_day(dispute, at)})
    if refusal is Refusal.TOO_EARLY:
        return IllegalTransition(_("The time to answer is not over yet."))
    sentence = _("This dispute has moved on already: %(state)s.")
    return IllegalTransition(sentence % {"state": dispute.get_state_display()})


def _last_day(dispute: Dispute, at: datetime) -> str:
    """The day that still counted, in the respondent's zone."""
    zone = ZoneInfo(dispute.timezone)
    until = (dispute.respond_by or at) - INSTANT
    return TimeWords(at=at, zone=zone).dated(until, in_sentence=True)
