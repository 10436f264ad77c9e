"""Who reviews replies, and who says how many (S5, P4): a check_can raises, a can_ answers, both are one rule."""

from django.utils.translation import gettext_lazy as _

from disputes.domain.sampling import Level
from disputes.models import ReplyReview
from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer


def reviews_some(viewer: Viewer) -> bool:
    """Who reviews anybody's replies by their place; a head's manager is told by the queue itself."""
    return viewer.has("operator", "head", "director") or bool(viewer.headed_department_ids)


def can_review(viewer: Viewer, review: ReplyReview) -> bool:
    """The operator and the head; of an operator the head; of a head their manager; the director. Never one's own."""
    if not viewer.is_employee or viewer.employee_id == review.author_id:
        return False
    if viewer.has("director"):
        return True
    if review.level == Level.OPERATOR:
        return review.department_id in viewer.overseen_department_ids
    if review.level == Level.HEAD:
        return review.department_id in viewer.led_department_ids
    return review.author.manager_id == viewer.employee_id


def check_can_review(viewer: Viewer, review: ReplyReview) -> None:
    if viewer.employee_id == review.author_id:
        raise NotAllowed(_("Nobody reviews their own reply."))
    if not can_review(viewer, review):
        raise NotAllowed(_("A reply is reviewed by the operator or the head, a head’s own one level up."))


def can_set_sampling(viewer: Viewer, department_id: int | None) -> bool:
    """A department's shares are its head's; those for all the director's."""
    if viewer.has("director"):
        return True
    return department_id is not None and department_id in viewer.led_department_ids


def check_can_set_sampling(viewer: Viewer, department_id: int | None) -> None:
    if not can_set_sampling(viewer, department_id):
        raise NotAllowed(_("The head says how many replies of the department are reviewed; the director for all."))
