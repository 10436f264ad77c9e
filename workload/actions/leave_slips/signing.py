"""A cover or a colleague agrees to a leave slip, or declines and says why (L2)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import save_valid
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.absence_checks import check_cover_is_there
from workload.actions.leave_slips.held import HeldSlip, check_may, lock_slip, move
from workload.actions.leave_slips.telling import turns_told
from workload.domain.leave_slips import SlipEvent
from workload.models import LeaveSlip, SignKind, SignOff, SignState


@transaction.atomic
def agree_to_slip(*, slip: LeaveSlip, by: Viewer, at: datetime, note: str = "") -> LeaveSlip:
    """The cover agrees to cover, or a colleague that the work is settled; agreeing twice is once. Refused when the
    slip does not ask them, when it is not their turn, and for a cover who is absent all that time."""
    held = lock_slip(slip, by=by, at=at)
    if any(sign.person_id == by.employee_id and sign.state == SignState.AGREED for sign in held.signs):
        return held.slip
    return _signed(held, SlipEvent.AGREE, note.strip(), by=by, at=at)


@transaction.atomic
def decline_slip(*, slip: LeaveSlip, note: str, by: Viewer, at: datetime) -> LeaveSlip:
    """Sends the slip back to the person, who names others. Refused, naming `note`, without a reason."""
    held = lock_slip(slip, by=by, at=at)
    if not note.strip():
        raise Refused(_("Write why you decline."), field="note")
    return _signed(held, SlipEvent.DECLINE, note.strip(), by=by, at=at)


def _signed(held: HeldSlip, event: SlipEvent, note: str, *, by: Viewer, at: datetime) -> LeaveSlip:
    party = check_may(held, event, by)
    sign = next(sign for sign in held.asked() if sign.person_id == by.employee_id)
    if sign.kind == SignKind.COVER and event is SlipEvent.AGREE:
        absence = held.absence
        check_cover_is_there(sign.person, held.person, absence.starts_at, absence.ends_at)
    with turns_told(held, by=by, at=at):
        answer(sign, SignState.AGREED if event is SlipEvent.AGREE else SignState.DECLINED, note=note, at=at)
        move(held, event, party, by=by, at=at, after={"signer": sign.person.name, "kind": sign.kind})
    return held.slip


def answer(sign: SignOff, state: SignState, *, at: datetime, note: str = "") -> None:
    """Writes the answer down; `replaced` is none of the signer's own."""
    sign.state = state
    sign.signed_at = at if state != SignState.REPLACED else sign.signed_at
    sign.note = note or sign.note
    save_valid(sign)
