"""One ticket as the client's people read it: what was said between us, and what they agreed to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject, Left, Length
from django.utils.safestring import SafeString

from support_desk.shared.viewer import Viewer
from tickets.models import Approval, Channel, Message, MessageAttachment, Ticket
from tickets.queries.message_text import SHOWN_AT_ONCE, beginning, linked
from tickets.queries.portal.tickets import TicketRow, listed, row_of
from tickets.queries.ticket_messages import FileRow

MOST_SHOWN = 200
# Somebody's notes of a call are ours; that there was one is known to both.
SPOKEN = Q(channel=Channel.PHONE)


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `left_out`: characters that are not shown at once."""

    id: int
    is_ours: bool
    is_call: bool
    is_automatic: bool
    author: str
    sent_at: datetime
    text: SafeString
    left_out: int
    promised_until: datetime | None
    files: list[FileRow]


@dataclass(frozen=True, slots=True)
class Conversation:
    """`messages` oldest first, at most 200; `approvals` in the order in which they were asked."""

    row: TicketRow
    created_at: datetime
    messages: list[Said]
    approvals: list[Approval]


def portal_ticket(viewer: Viewer, number: int) -> Ticket | None:
    """The ticket, with what a row needs; None when it is not their organisation's. One statement."""
    visible = Ticket.objects.visible_to(viewer)
    return listed(visible, viewer).filter(number=number).first()


def goes_on_in(viewer: Viewer, number: int) -> int | None:
    """The number of the ticket that a merged one goes on in."""
    merged = Ticket.objects.visible_to(viewer).filter(number=number, merged_into__isnull=False)
    return merged.values_list("merged_into__number", flat=True).first()


def conversation(viewer: Viewer, ticket: Ticket) -> Conversation:
    """Two statements."""
    asked = Approval.objects.visible_to(viewer).filter(ticket=ticket).exclude(state=Approval.State.WITHDRAWN)
    return Conversation(
        row=row_of(ticket),
        created_at=ticket.created_at,
        messages=[said(message) for message in reversed(messages_of(viewer, ticket))],
        approvals=list(asked.order_by("asked_at", "id")),
    )


def messages_of(viewer: Viewer, ticket: Ticket) -> list[Message]:
    """The newest first. What machines of theirs have answered is not shown."""
    files = MessageAttachment.objects.filter(message=OuterRef("pk"), is_inline=False).order_by("id")
    facts = JSONObject(id="file_id", name="file__name", size="file__size")
    theirs = Q(direction=Message.Direction.INBOUND, is_automatic=True)
    text = Case(When(SPOKEN, then=Value("")), default=Left("body_text", SHOWN_AT_ONCE + 1))
    shown = Message.objects.visible_to(viewer).filter(ticket=ticket).exclude(theirs)
    found = shown.annotate(
        file_facts=ArraySubquery(files.values(facts=facts)), opening=text, length=Length("body_text")
    )
    fields = ("direction", "channel", "is_automatic", "author_name", "created_at", "promised_until")
    return list(found.only(*fields).order_by("-created_at", "-id")[:MOST_SHOWN])


def said(message: Any) -> Said:
    """A message as `messages_of` made it."""
    shown, is_call = beginning(message.opening), message.channel == Channel.PHONE
    return Said(
        id=message.pk,
        is_ours=message.direction == Message.Direction.OUTBOUND,
        is_call=is_call,
        is_automatic=message.is_automatic,
        author=message.author_name,
        sent_at=message.created_at,
        text=linked(shown),
        left_out=0 if is_call else message.length - len(shown),
        promised_until=message.promised_until,
        files=[FileRow(UUID(each["id"]), each["name"], each["size"]) for each in message.file_facts],
    )


def whole_text(viewer: Viewer, message_id: int) -> str | None:
    """All of a long message; None when it is not theirs to read."""
    seen = Message.objects.visible_to(viewer).filter(pk=message_id).exclude(SPOKEN)
    return seen.values_list("body_text", flat=True).first()
