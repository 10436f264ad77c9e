"""What may be picked for a review: replies that people sent, and letters they said to need no answer (S5, T5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BigIntegerField, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from support_desk.shared.models import AuditEntry
from tickets.models import Message, Ticket

# Nobody learns from what was written longer ago: the first run, and the first after a pause, look no further back.
OLDEST = timedelta(days=3)
NOT_FROM_A_WRONG_CLOCK = timedelta(minutes=1)
NO_ANSWER = "ticket.no_answer_needed"
FACTS = {
    "department_id": F("ticket__department_id"),
    "zone": F("ticket__department__timezone"),
    "head_id": F("ticket__department__head_id"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A message with whoever wrote it or, `is_thanks`, said that it needs no answer; `day`: in its department."""

    message_id: int
    author_id: int
    hired_on: date
    written_at: datetime
    department_id: int
    head_id: int | None
    day: date
    is_thanks: bool = False


def earliest_unsettled(since: int, at: datetime) -> int | None:
    """The transaction of the first reply that may still be taken back; None when there is none. One statement."""
    undo = timedelta(seconds=settings.REPLY_UNDO_SECONDS)
    fresh = Q(created_at__gt=at - undo, created_at__lte=at + NOT_FROM_A_WRONG_CLOCK)
    replies = Message.objects.filter(fresh, changed_xid__gte=since, direction=Message.Direction.OUTBOUND)
    first: int | None = replies.filter(retracted_at__isnull=True).aggregate(first=Min("changed_xid"))["first"]
    return first


def candidates(since: int, until: int, at: datetime) -> list[Candidate]:
    """Those of transactions from `since` on and before `until`. Two statements."""
    return [*replies(since, until, at), *thanks(since, until, at)]


def replies(since: int, until: int, at: datetime) -> Iterator[Candidate]:
    """Public replies of people; none that was taken back, none that has a review."""
    written = human_replies().filter(changed_xid__gte=since, changed_xid__lt=until, created_at__gt=at - OLDEST)
    rows = written.filter(review__isnull=True).order_by("id")
    yield from of_messages(rows)


def human_replies() -> QuerySet[Message]:
    return Message.objects.filter(
        direction=Message.Direction.OUTBOUND, is_automatic=False, author__isnull=False, retracted_at__isnull=True
    )


def of_messages(rows: QuerySet[Message]) -> Iterator[Candidate]:
    """Replies as candidates. One statement."""
    facts = rows.values(
        "author_id", **FACTS, message_id=F("pk"), written_at=F("created_at"), hired_on=F("author__hired_on")
    )
    return (candidate(row) for row in facts)


def thanks(since: int, until: int, at: datetime) -> Iterator[Candidate]:
    """The client's last letter when somebody said that it needs no answer; not where that was taken back."""
    said = AuditEntry.objects.filter(xid__gte=since, xid__lt=until, action=NO_ANSWER, at__gt=at - OLDEST)
    ticket_id = Cast(OuterRef("object_id"), BigIntegerField())
    tickets = Ticket.objects.filter(pk=ticket_id)
    letters = Message.objects.filter(
        ticket_id=ticket_id, direction=Message.Direction.INBOUND, is_automatic=False, created_at__lte=OuterRef("at")
    )
    rows = said.filter(actor__employee__isnull=False).annotate(
        message_id=Subquery(letters.order_by("-created_at", "-id").values("pk")[:1]),
        holds_since=Subquery(tickets.values("no_answer_needed_at")),
        department_id_now=Subquery(tickets.values("department_id")),
        zone=Subquery(tickets.values("department__timezone")),
        head_id=Subquery(tickets.values("department__head_id")),
    )
    facts = rows.filter(message_id__isnull=False, holds_since__gte=F("at")).values(
        "message_id",
        "zone",
        "head_id",
        department=F("department_id_now"),
        author_id=F("actor__employee__id"),
        hired_on=F("actor__employee__hired_on"),
        written_at=F("at"),
    )
    return latest_of_each(candidate(row | {"department_id": row["department"]}, is_thanks=True) for row in facts)


def latest_of_each(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """A letter of which it was said twice is looked at once."""
    yield from {one.message_id: one for one in sorted(found, key=lambda one: one.written_at)}.values()


def candidate(row: Any, *, is_thanks: bool = False) -> Candidate:
    return Candidate(
        message_id=row["message_id"],
        author_id=row["author_id"],
        hired_on=row["hired_on"],
        written_at=row["written_at"],
        department_id=row["department_id"],
        head_id=row["head_id"],
        day=row["written_at"].astimezone(ZoneInfo(row["zone"])).date(),
        is_thanks=is_thanks,
    )
