"""As whom somebody has to do with a leave slip, and with the request behind it (L2, P4)."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from workload.domain.leave_slips import SlipParty
from workload.models import Absence, Department, Employee, SignOff, SignState
from workload.permissions import can_decide_absence, check_can_decide_absence, manages


def can_decide_request(
    viewer: Viewer, employee: Employee, department: Department, *, without_head: Collection[int]
) -> bool:
    """What is asked for is the head's to approve or reject, or of who stands above; the office manager's while the head
    is absent. `without_head`: departments where that is so."""
    if not can_decide_absence(viewer, employee, department):
        return False
    if viewer.is_system or viewer.has("director") or manages(viewer, employee):
        return True
    return department.pk in viewer.led_department_ids or department.pk in without_head


def check_can_decide_request(
    viewer: Viewer, employee: Employee, department: Department, *, without_head: Collection[int]
) -> None:
    check_can_decide_absence(viewer, employee, department)
    if not can_decide_request(viewer, employee, department, without_head=without_head):
        raise NotAllowed(_("What is asked for is decided by the head; by the office manager while the head is absent."))


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
