"""Who keeps rules: each check_can raises, each can_ answers, and both are one rule (D2, P4)."""

from django.utils.translation import gettext_lazy as _

from disputes.models import Regulation
from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer


def can_begin_rule(viewer: Viewer, department_id: int | None) -> bool:
    """A department's: who leads it, and the director. The company's: the director and the administrator."""
    if viewer.is_system or viewer.has("director"):
        return True
    return viewer.has("administrator") if department_id is None else department_id in viewer.led_department_ids


def check_can_begin_rule(viewer: Viewer, department_id: int | None) -> None:
    if not can_begin_rule(viewer, department_id):
        message = _("The head begins a rule of the department; the director or the administrator one of the company.")
        raise NotAllowed(message, field="department")


def begins_some_rules(viewer: Viewer) -> bool:
    """Who begins rules of any department."""
    return can_begin_rule(viewer, None) or bool(viewer.led_department_ids)


def can_write_rule(viewer: Viewer, regulation: Regulation) -> bool:
    """Its owner, and whoever may begin such a rule."""
    is_owner = viewer.employee_id is not None and viewer.employee_id == regulation.owner_id
    return is_owner or can_begin_rule(viewer, regulation.department_id)


def check_can_write_rule(viewer: Viewer, regulation: Regulation) -> None:
    if not can_write_rule(viewer, regulation):
        raise NotAllowed(_("A rule is written by its owner, the head of its department or the director."))


def can_publish_rule(viewer: Viewer, regulation: Regulation) -> bool:
    """The owner proposes; the head of its department or the director says that it holds. The company's: the director.

    It may be who wrote it: the version names who published it."""
    if viewer.is_system or viewer.has("director"):
        return True
    return regulation.department_id is not None and regulation.department_id in viewer.led_department_ids


def check_can_publish_rule(viewer: Viewer, regulation: Regulation) -> None:
    if not can_publish_rule(viewer, regulation):
        raise NotAllowed(_("The head publishes a rule of the department; the director one of the company."))
