"""What a decision on an absence means for its leave slip (L2)."""

from datetime import datetime

from support_desk.shared.changing import save_valid
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.leave_slips.held import HeldSlip
from workload.actions.leave_slips.naming import name
from workload.actions.leave_slips.telling import turns_told
from workload.domain.leave_slips import SlipEvent, SlipParty, SlipState
from workload.models import Employee, SignKind
from workload.queries.slip_words import waits_for


def signed_for(held: HeldSlip, cover: Employee | None, *, by: Viewer, at: datetime) -> bool:
    """Whether the head may approve now. Another cover than the slip names is asked first: False, the slip is theirs.
    Refused, naming who has not signed, when the slip waits for somebody else."""
    if cover != held.absence.cover:
        colleagues = [
            sign.person
            for sign in held.signs
            if sign.is_standing and sign.kind == SignKind.COLLEAGUE and sign.person != cover
        ]
        name(held, SlipParty.HEAD, cover, colleagues, by=by, at=at)
        return held.state is SlipState.WITH_HEAD
    if held.state is not SlipState.WITH_HEAD:
        raise Refused(waits_for(held.slip, held.signs))
    return True


def close_slip(held: HeldSlip, event: SlipEvent, party: SlipParty, *, by: Viewer, at: datetime) -> None:
    """Ends the slip with its absence, whose trail says what was decided; nobody is asked any more."""
    target = held.state_after(event, party)
    if target is None:
        return
    with turns_told(held, by=by, at=at):
        held.slip.state = target.value
        save_valid(held.slip)
