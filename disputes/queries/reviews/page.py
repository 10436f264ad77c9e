"""The page of one review: what was asked beside what was answered, and the rules to hold it against (S5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Left, Length
from django.utils.safestring import SafeString

from disputes.domain.workflow import DROPPED
from disputes.models import Clause, Dispute, RegulationVersion, ReplyReview, ReviewFinding
from disputes.queries.reviews.rules import Rule, rules_for
from disputes.review_permissions import can_review
from support_desk.shared.viewer import Viewer
from tickets.models import Message
from tickets.queries.message_text import SHOWN_AT_ONCE, beginning, linked

MOST_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as the page shows it; `left_out`: characters of a very long one."""

    id: int
    author: str
    sent_at: datetime
    text: SafeString
    left_out: int
    has_html: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the checklist: `key` is "version:clause", `number` the digit that marks it, 0 from the tenth on."""

    key: str
    number: int
    version: RegulationVersion
    clause: Clause | None
    is_first: bool
    is_marked: bool = False
    note: str = ""

    @property
    def name(self) -> str:
        """Of the field of its note."""
        return f"note-{self.key}"


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`letters`: what the client had asked; `reply` None where it was said to need no answer; `is_seen`: the viewer may
    open the ticket. `next_id`: what waits after this one. `dispute_about`: the dispute about this reply that lets
    the viewer open no other one (D1), if they see it."""

    review: ReplyReview
    letters: Sequence[Letter]
    reply: Letter | None
    is_seen: bool
    lines: Sequence[Line]
    unread: Sequence[RegulationVersion]
    findings: Sequence[ReviewFinding]
    may_review: bool
    next_id: int | None
    dispute_about: Dispute | None

    @property
    def disputable_id(self) -> int | None:
        """The first finding that can become a dispute: its button has the key. None where none can."""
        if not self.may_review or self.dispute_about is not None:
            return None
        return next((one.pk for one in self.findings if one.dispute_id is None), None)

    @property
    def is_held_back(self) -> bool:
        """Something was found beside what is disputed: one dispute is opened about a reply."""
        return self.dispute_about is not None and any(one.dispute_id is None for one in self.findings)

    @property
    def may_finish(self) -> bool:
        return self.may_review and self.review.state == ReplyReview.State.WAITING


def found_review(pk: int, viewer: Viewer) -> ReplyReview | None:
    """The review with all that is named on its page, None when it is not for the viewer. One statement."""
    seen = ReplyReview.objects.visible_to(viewer).filter(pk=pk)
    joined = seen.select_related("author", "department", "reviewer", "picked_by", "message__ticket__client")
    return joined.defer("message__search", "message__body_html", "message__ticket__search").first()


def review_page(review: ReplyReview, viewer: Viewer, marked: Mapping[str, str] | None = None) -> ReviewPage:
    """`marked`: {key of a line: its note} as it was sent and refused. About ten statements, however long the ticket."""
    may_review = can_review(viewer, review)
    is_seen = Message.objects.visible_to(viewer).filter(pk=review.message_id).exists()
    may_read = may_review or is_seen
    rules = rules_for(review) if may_review and review.state == ReplyReview.State.WAITING else []
    found = review.findings.select_related("version__regulation", "clause", "dispute")
    return ReviewPage(
        review=review,
        letters=list(letters_before(review)) if may_read else [],
        reply=reply_of(review) if may_read else None,
        is_seen=is_seen,
        lines=list(lines_of(rules, marked or {})),
        unread=[rule.version for rule in rules if rule.read_at is None],
        findings=list(found),
        may_review=may_review,
        next_id=next_waiting(review, viewer),
        dispute_about=dispute_about(review, viewer) if may_review else None,
    )


def dispute_about(review: ReplyReview, viewer: Viewer) -> Dispute | None:
    """The last about this reply that binds the viewer: of what others withdrew nothing does. One statement."""
    about = Dispute.objects.visible_to(viewer).filter(message_id=review.message_id, respondent_id=review.author_id)
    binding = ~Q(state__in=DROPPED) | Q(initiator_id=viewer.employee_id)
    return about.filter(binding).order_by("-id").first()


def next_waiting(review: ReplyReview, viewer: Viewer) -> int | None:
    """What waits after this one, else the first that waits."""
    waiting = ReplyReview.objects.to_review_by(viewer).exclude(pk=review.pk).order_by("id").values_list("pk", flat=True)
    return waiting.filter(pk__gt=review.pk).first() or waiting.first()


def lines_of(rules: Sequence[Rule], marked: Mapping[str, str]) -> Iterator[Line]:
    """The clauses of what the author had read, one after another; a rule without clauses as a whole."""
    number = 0
    for rule in rules:
        for place, clause in enumerate(rule.clauses or [None]):
            if rule.read_at is not None:
                number += 1
                key = f"{rule.version.pk}:{clause.pk if clause else ''}"
                yield Line(
                    key=key,
                    number=number if number < 10 else 0,
                    version=rule.version,
                    clause=clause,
                    is_first=place == 0,
                    is_marked=key in marked,
                    note=marked.get(key, ""),
                )


def letters_before(review: ReplyReview) -> Iterator[Letter]:
    """What the client had written since the reply before this one, else their last letter; oldest first."""
    message = review.message
    said = Message.objects.filter(ticket_id=message.ticket_id, retracted_at__isnull=True, is_automatic=False)
    until = Q(created_at__lt=review.written_at) | Q(pk=message.pk)
    inbound = said.filter(until, direction=Message.Direction.INBOUND)
    before = said.filter(direction=Message.Direction.OUTBOUND, created_at__lt=review.written_at).exclude(pk=message.pk)
    answered_at = Subquery(before.order_by("-created_at").values("created_at")[:1])
    rows = as_letters(inbound.annotate(answered_at=answered_at).order_by("-created_at", "-id"))[:MOST_LETTERS]
    found: list[Any] = list(rows)
    fresh = [row for row in found if row.answered_at is None or row.created_at > row.answered_at]
    return (letter(row) for row in reversed(fresh or found[:1]))


def reply_of(review: ReplyReview) -> Letter | None:
    replies = as_letters(Message.objects.filter(pk=review.message_id, direction=Message.Direction.OUTBOUND))
    return next((letter(row) for row in replies), None)


def as_letters(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Only what a letter shows, however long it is."""
    return messages.only("author_name", "created_at").annotate(
        opening=Left("body_text", SHOWN_AT_ONCE + 1), length=Length("body_text"), has_html=~Q(body_html="")
    )


def letter(row: Any) -> Letter:
    shown = beginning(row.opening)
    return Letter(row.pk, row.author_name, row.created_at, linked(shown), row.length - len(shown), row.has_html)
