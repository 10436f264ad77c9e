"""A finding becomes a dispute by one click: everything it needs is known (S5, D1)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from disputes.actions.opening import open_dispute
from disputes.actions.reviews.reviewing import lock_review
from disputes.models import Dispute, ReplyReview, ReviewFinding
from disputes.review_permissions import check_can_review
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from tickets.models import Message

LONGEST_TITLE = 200


@transaction.atomic
def dispute_finding(*, finding: ReviewFinding, by: Viewer, at: datetime) -> Dispute:
    """Opens the dispute against the author about this reply, under the rule that was found broken; a reviewer’s are not
    counted against the limits of D1. A finding that is a dispute already returns it. Refused as `open_dispute` says.
    ReviewFinding.DoesNotExist when `by` may not see it."""
    asked = ReviewFinding.objects.visible_to(by).only("review_id").get(pk=finding.pk)
    review = lock_review(asked.review, by=by)
    check_can_review(by, review)
    found = review.findings.select_related("version__regulation", "clause", "dispute").get(pk=asked.pk)
    if found.dispute is not None:
        return found.dispute
    dispute = open_dispute(
        respondent=review.author,
        regulation=found.version.regulation,
        clause=found.clause,
        happened_at=review.written_at,
        title=title_of(found, review.message.ticket.number, review.written_at),
        claim=found.note,
        **links_of(review, by),
        for_review=True,
        by=by,
        at=at,
    )
    found.dispute = dispute
    found.save(update_fields=["dispute"])
    audit.record(action="review.dispute", target=found, by=by, at=at, after={"dispute": dispute.pk},
                 scope=review.scope, department_id=review.department_id)  # fmt: skip
    return dispute


def links_of(review: ReplyReview, by: Viewer) -> dict[str, Any]:
    """The reply and its ticket; not for a manager one level up who sees no ticket of the department."""
    seen = Message.objects.visible_to(by).filter(pk=review.message_id).exists()
    return {"ticket": review.message.ticket, "message": review.message} if seen else {}


def title_of(finding: ReviewFinding, number: int, written_at: datetime) -> str:
    """ "R-12, 3.1: reply of 18 November in ticket 4817", in the language of the desk: not only the writer reads it."""
    rule = f"{finding.version.regulation.code}, {finding.place}" if finding.clause else finding.version.regulation.code
    with translation.override(settings.LANGUAGE_CODE):
        day = date_format(timezone.localtime(written_at), "j E")
        words = _("%(rule)s: reply of %(day)s in ticket %(number)s")
    return (words % {"rule": rule, "day": day, "number": number})[:LONGEST_TITLE]
