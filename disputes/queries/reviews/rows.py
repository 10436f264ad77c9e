"""Lists of reviews: what waits for the viewer, what was reviewed, what was found in one's own replies (S5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from disputes.models import ReplyReview
from disputes.review_permissions import reviews_some
from support_desk.shared.viewer import Viewer
from tickets.models import Message

PAGE_SIZE = 50
COLUMNS = (
    "author__name",
    "author__manager_id",
    "department__name",
    "reviewer__name",
    "message__ticket__number",
    "message__ticket__subject",
    "message__ticket__client__name",
)
OWN_COLUMNS = ("author_id", "department_id", "message_id", "reviewer_id", "state", "why", "level", "written_at",
               "picked_at", "reviewed_at", "finding_count", "changed_xid")  # fmt: skip


class ReviewView(StrEnum):
    """What the page lists."""

    WAITING = "waiting"
    DONE = "done"
    OWN = "own"


LABELS = {ReviewView.WAITING: _("To review"), ReviewView.DONE: _("Reviewed"), ReviewView.OWN: _("My replies")}


@dataclass(frozen=True, slots=True)
class ReviewRows:
    """One page of a list; `older` is the id to ask from for the next one, None at the end."""

    rows: Sequence[Any]
    older: int | None


def views_for(viewer: Viewer) -> list[ReviewView]:
    """A reviewer's lists, and everybody's own."""
    return list(ReviewView) if reviews_some(viewer) else [ReviewView.OWN, ReviewView.WAITING]


def reviews_in(view: ReviewView, viewer: Viewer) -> QuerySet[ReplyReview]:
    """What a list holds before it is narrowed."""
    if view is ReviewView.WAITING:
        return ReplyReview.objects.to_review_by(viewer)
    seen = ReplyReview.objects.visible_to(viewer)
    if view is ReviewView.OWN:
        return seen.filter(author_id=viewer.employee_id)
    return seen.exclude(state=ReplyReview.State.WAITING).exclude(author_id=viewer.employee_id)


def review_rows(reviews: QuerySet[ReplyReview], view: ReviewView, viewer: Viewer, after: int | None) -> ReviewRows:
    """Fifty of them: what waits from the oldest, what is done from the latest. `length`: characters of the message;
    `is_seen`: whether the viewer may read its ticket besides the review. One statement."""
    ascending = view is ReviewView.WAITING
    if after is not None:
        reviews = reviews.filter(pk__gt=after) if ascending else reviews.filter(pk__lt=after)
    rows = list(with_facts(reviews, viewer).order_by("id" if ascending else "-id")[: PAGE_SIZE + 1])
    return ReviewRows(rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else None)


def with_facts(reviews: QuerySet[ReplyReview], viewer: Viewer) -> QuerySet[ReplyReview]:
    joined = reviews.select_related("author", "department", "reviewer", "message__ticket__client")
    message = Message.objects.visible_to(viewer).filter(pk=OuterRef("message_id"))
    return joined.only(*COLUMNS, *OWN_COLUMNS).annotate(length=Length(F("message__body_text")), is_seen=Exists(message))
