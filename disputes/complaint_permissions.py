"""Who flags, decides and dismisses, and who keeps the words (S6, P4)."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from disputes.domain import complaints as rules
from disputes.models import Complaint
from disputes.models.complaints import stands_in_for
from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from tickets.models import Message

# Who is called by clients, and sees them (C1, P2).
RECORD_ROLES = ("manager", "operator", "head", "office_manager", "sales", "director")
WORD_ROLES = ("head", "director", "administrator")


def can_flag(viewer: Viewer, message: Message) -> bool:
    """Any of us who sees the message, which is the caller's to look up; it must be the client's."""
    return viewer.is_employee and message.direction == Message.Direction.INBOUND


def check_can_flag(viewer: Viewer, message: Message) -> None:
    if not can_flag(viewer, message):
        raise NotAllowed(_("A complaint is flagged on a message of the client, by one of us."))


def can_record(viewer: Viewer) -> bool:
    """Write a complaint down by hand."""
    return viewer.is_employee and viewer.has(*RECORD_ROLES)


def check_can_record(viewer: Viewer) -> None:
    if not can_record(viewer):
        raise NotAllowed(_("Who talks to clients writes their complaints down."))


def can_decide(viewer: Viewer, complaint: Complaint, *, stands_in: bool) -> bool:
    """`stands_in`: the viewer is the substitute of a director whom it concerns (`is_substitute`). Whether it is still
    open is the table's to say."""
    return rules.may_decide(
        employee=viewer.employee_id,
        concerned=complaint.concerned_ids,
        is_director=viewer.has("director"),
        leads=viewer.led_department_ids,
        heads=viewer.headed_department_ids,
        department=complaint.department_id,
        stands_in=stands_in,
    )


def is_substitute(viewer: Viewer, complaint: Complaint) -> bool:
    """Whether the viewer is named to decide for somebody whom it concerns. One statement."""
    return Complaint.objects.filter(stands_in_for(viewer), pk=complaint.pk).exists()


def check_can_decide(viewer: Viewer, complaint: Complaint) -> None:
    """One statement."""
    if viewer.employee_id in complaint.concerned_ids:
        raise NotAllowed(_("Nobody decides on their own case: this complaint concerns you."))
    if complaint.department_id in viewer.headed_department_ids:
        raise NotAllowed(_("Nobody decides on a complaint of the department that they head."))
    if not can_decide(viewer, complaint, stands_in=is_substitute(viewer, complaint)):
        raise NotAllowed(_("The director or another department’s head decides on a complaint."))


def can_dismiss(viewer: Viewer, concerned: Collection[int | None]) -> bool:
    """Say that a message is no complaint: any of us who sees it but those whom it would concern."""
    return viewer.is_employee and viewer.employee_id not in concerned


def check_can_dismiss(viewer: Viewer, concerned: Collection[int | None]) -> None:
    if not can_dismiss(viewer, concerned):
        raise NotAllowed(_("It would concern you: somebody else says whether this is a complaint. You may flag it."))


def can_keep_words(viewer: Viewer) -> bool:
    """Change the words that raise suggestions."""
    return viewer.has(*WORD_ROLES)


def check_can_keep_words(viewer: Viewer) -> None:
    if not can_keep_words(viewer):
        raise NotAllowed(_("A head, the director or an administrator keeps the words of complaints."))
