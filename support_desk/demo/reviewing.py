"""Replies that the operator looks through: some wait, some were in order, in one something was found (S5)."""

from datetime import datetime, timedelta

from disputes.actions.reviews.picking import pick_by_hand
from disputes.actions.reviews.reviewing import Finding, finish_review
from disputes.models import ReplyReview
from disputes.queries.reviews.rules import rules_for
from support_desk.demo.stage import Stage
from tickets.models import Message

REVIEWER, AUTHORS = "operator", ("manager", "manager2", "junior")
PICKED_BEFORE, REVIEWED_BEFORE = timedelta(hours=3), timedelta(hours=2)
# Of the last replies: all were picked, these were reviewed since; the first of them was not in order.
PICKED, REVIEWED = 7, 4
FOUND = ("S-2", "4.1")


def review_replies(stage: Stage, *, at: datetime) -> None:
    """The finding became no dispute: whoever wrote the reply has read it."""
    staff = stage.staff
    picking, reviewing = staff.viewer(REVIEWER, at - PICKED_BEFORE), staff.viewer(REVIEWER, at - REVIEWED_BEFORE)
    authors = [staff.people[login] for login in AUTHORS]
    replies = Message.objects.visible_to(picking).filter(
        direction=Message.Direction.OUTBOUND, is_automatic=False, author__in=authors, created_at__lt=picking.at
    )
    for place, message in enumerate(replies.order_by("-created_at")[:PICKED]):
        review = pick_by_hand(message=message, by=picking, at=picking.at)
        if place < REVIEWED:
            findings = found_in(review, stage) if place == 0 else ()
            finish_review(review=review, findings=findings, by=reviewing, at=reviewing.at)


def found_in(review: ReplyReview, stage: Stage) -> tuple[Finding, ...]:
    """One clause, where the author had read it."""
    return tuple(
        Finding(rule.version.pk, clause.pk, stage.content.words["review_finding"])
        for rule in rules_for(review)
        for clause in rule.clauses
        if rule.read_at is not None and (rule.version.regulation.code, clause.number) == FOUND
    )
