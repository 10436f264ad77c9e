"""I7 of leave slips: a slip is open exactly while its absence is asked for, and stands where its signatures say."""

from collections.abc import Iterator

from django.db.models import Prefetch

from support_desk.invariants.base import Broken, Invariant
from workload.domain.leave_slips import Sign, SignState, SlipEvent, SlipParty, SlipState, slip_state_after
from workload.models import Absence, LeaveSlip, SignOff


def check() -> Iterator[Broken]:
    """Of what is open; what is decided is history."""
    signs = Prefetch("sign_offs", SignOff.objects.standing())
    rows = LeaveSlip.objects.select_related("absence").prefetch_related(signs).order_by("pk")
    for slip in rows.open() | rows.filter(absence__state=Absence.State.REQUESTED):
        is_asked = slip.absence.state == Absence.State.REQUESTED
        if is_asked != (slip.state != SlipState.CLOSED):
            yield Broken(f"leave slip {slip.pk}", f"is {slip.state} while its absence is {slip.absence.state}")
        elif slip.state not in (SlipState.RETURNED, standing_place(list(slip.sign_offs.all()))):
            yield Broken(f"leave slip {slip.pk}", f"is {slip.state}, which its signatures do not say")


def standing_place(signs: list[SignOff]) -> SlipState | None:
    """Where a slip with these signatures waits."""
    told = [Sign(SlipParty(sign.kind), SignState(sign.state)) for sign in signs]
    return slip_state_after(SlipState.RETURNED, SlipEvent.NAME, SlipParty.PERSON, told)


LEAVE_SLIPS = Invariant(
    "I7", "A leave slip is where its signatures say, and open while its absence is asked for.", check
)
