"""As whom somebody has to do with a leave slip (L2, P4)."""

from collections.abc import Iterable

from support_desk.shared.viewer import Viewer
from workload.domain.leave_slips import SlipParty
from workload.models import Absence, Department, SignOff, SignState
from workload.permissions import can_decide_absence


def parties_of(
    viewer: Viewer, absence: Absence, department: Department, signs: Iterable[SignOff]
) -> frozenset[SlipParty]:
    """The person, who decides, and whom the slip asks and waits for; several at once, or none."""
    parties = {
        SlipParty(sign.kind) for sign in signs if sign.person_id == viewer.employee_id and sign.state == SignState.ASKED
    }
    if viewer.employee_id == absence.employee_id:
        parties.add(SlipParty.PERSON)
    if can_decide_absence(viewer, absence.employee, department):
        parties.add(SlipParty.HEAD)
    return frozenset(parties)
