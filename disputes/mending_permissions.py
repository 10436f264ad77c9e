"""Who asks for a rule to be mended, and who says that it is (D2, D6)."""

from django.utils.translation import gettext_lazy as _

from disputes.models import Regulation, RegulationGap, RevisionRequest
from disputes.regulation_permissions import can_publish_rule, can_write_rule
from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer


def can_ask_for_revision(viewer: Viewer, regulation: Regulation) -> bool:
    """Whoever leads, wherever, and who keeps the rule."""
    return bool(viewer.led_department_ids) or can_write_rule(viewer, regulation)


def check_can_ask_for_revision(viewer: Viewer, regulation: Regulation) -> None:
    if not can_ask_for_revision(viewer, regulation):
        raise NotAllowed(_("A revision is asked for by whoever leads a department or keeps the rule."))


def can_close_revision(viewer: Viewer, revision: RevisionRequest) -> bool:
    """Who is to make it, and who publishes the rule."""
    is_owner = viewer.employee_id is not None and viewer.employee_id == revision.owner_id
    return is_owner or can_publish_rule(viewer, revision.regulation)


def check_can_close_revision(viewer: Viewer, revision: RevisionRequest) -> None:
    if not can_close_revision(viewer, revision):
        raise NotAllowed(_("A revision is closed by who makes it, or by who publishes the rule."))


def can_decide_gap(viewer: Viewer, gap: RegulationGap) -> bool:
    """Who leads the department, and the director."""
    return viewer.is_system or viewer.has("director") or gap.department_id in viewer.led_department_ids


def check_can_decide_gap(viewer: Viewer, gap: RegulationGap) -> None:
    if not can_decide_gap(viewer, gap):
        raise NotAllowed(_("The head of the department decides whether a rule is needed."))
