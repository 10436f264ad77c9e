"""Messages of a ticket as the page shows them: fifty at a time, newest at the bottom. One statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, JSONObject, Left, Length
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared.kept_queries import KeptQuery
from support_desk.shared.models import OutboxItem
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.models import Channel, Message, MessageAttachment, Ticket
from tickets.permissions import can_answer
from tickets.queries.message_text import SHOWN_AT_ONCE, beginning, linked
from tickets.queries.queue_rows import promise
from tickets.queries.ticket_items import ItemRow

PAGE_SIZE = 50
INBOUND = Message.Direction.INBOUND
NO_ITEMS: Mapping[int, list[ItemRow]] = {}
LOOKS = {"in": "client", "out": "us", "internal": "note"}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file under a message."""

    id: UUID
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message. `look` is client, us or note; `delivery` says what happened to the mail: "" when all is well."""

    id: int
    look: str
    author: str
    avatar: str
    note: str
    is_call: bool
    is_automatic: bool
    sent_at: datetime
    text: SafeString
    left_out: int
    quoted: SafeString
    has_html: bool
    has_raw: bool
    files: list[FileRow]
    promise: SafeString
    delivery: str
    delivery_words: str
    can_split: bool = False
    items: list[ItemRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Thread:
    """Messages oldest first; `earlier` is the id to ask from for the page before, None when this is the beginning."""

    messages: list[MessageRow]
    earlier: int | None


def thread(
    ticket: Ticket,
    *,
    viewer: Viewer,
    before: int | None = None,
    items: Mapping[int, list[ItemRow]] = NO_ITEMS,
) -> Thread:
    """The last fifty messages, or the fifty before message `before`. Replies that were taken back are not shown.
    `items`: the questions of letters by the letters' keys (T6)."""
    if before is None:
        found = LAST.rows(viewer, ticket_id=ticket.pk)
    else:
        found = list(_newest_first(shown_messages(ticket.pk, viewer).filter(_earlier_than(ticket, before))))
    page = found[:PAGE_SIZE]
    words = _Words(viewer, can_split=can_answer(viewer, ticket), items=items)
    earlier = page[-1].pk if len(found) > PAGE_SIZE else None
    return Thread([words.row(message) for message in reversed(page)], earlier)


def shown_messages(ticket_id: int, viewer: Viewer) -> QuerySet[Message]:
    return Message.objects.visible_to(viewer).filter(ticket_id=ticket_id, retracted_at__isnull=True)


def _newest_first(messages: QuerySet[Message]) -> QuerySet[Message]:
    """A page of them, and the one before it."""
    return _with_facts(messages).order_by("-created_at", "-id")[: PAGE_SIZE + 1]


LAST = KeptQuery(lambda viewer, ticket_id: _newest_first(shown_messages(ticket_id, viewer)))


def _earlier_than(ticket: Ticket, pk: int) -> Q:
    """A message of another ticket gives no place in this one: nothing is earlier."""
    place = Message.objects.filter(pk=pk, ticket_id=ticket.pk)
    at = Subquery(place.values("created_at")[:1])
    return Q(created_at__lt=at) | Q(created_at=at, pk__lt=pk)


def _with_facts(messages: QuerySet[Message]) -> QuerySet[Message]:
    files = MessageAttachment.objects.filter(message=OuterRef("pk"), is_inline=False).order_by("id")
    facts = JSONObject(id="file_id", name="file__name", size="file__size")
    mails = OutboxItem.objects.filter(key=Concat(Value("reply:"), Cast(OuterRef("pk"), CharField())))
    return messages.annotate(
        file_facts=ArraySubquery(files.values(facts=facts)),
        mail=Subquery(mails.values(facts=JSONObject(state="state", error="last_error"))[:1]),
        has_html=~Q(body_html=""),
        opening=Left("body_text", SHOWN_AT_ONCE + 1),
        length=Length("body_text"),
        quote=Left("quoted_text", SHOWN_AT_ONCE),
    ).defer("search", "mail_id", "in_reply_to", "body_text", "body_html", "quoted_text")


class _Words:
    """Words of all messages of a page."""

    def __init__(self, viewer: Viewer, *, can_split: bool, items: Mapping[int, list[ItemRow]]) -> None:
        self.times = TimeWords(at=viewer.at)
        self.can_split, self.items = can_split, items
        self.deliveries = {
            "pending": _("Leaves in a moment"),
            "leased": _("Being sent"),
            "retry": _("Not delivered yet, it is tried again: %(error)s"),
            "dead": _("Not delivered: %(error)s"),
        }

    def row(self, message: Any) -> MessageRow:
        shown = beginning(message.opening)
        mail = message.mail or {}
        error = mail.get("error", "")
        state = "retry" if mail.get("state") == "pending" and error else mail.get("state", "")
        return MessageRow(
            id=message.pk,
            look=LOOKS[message.direction],
            author=message.author_name,
            avatar="org" if message.direction == Message.Direction.INBOUND else "",
            note=self._note(message),
            is_call=message.channel == Channel.PHONE,
            is_automatic=message.is_automatic,
            sent_at=message.created_at,
            text=linked(shown),
            left_out=message.length - len(shown),
            quoted=linked(message.quote),
            has_html=message.has_html,
            has_raw=message.raw_mail_id is not None,
            files=[FileRow(UUID(each["id"]), each["name"], each["size"]) for each in message.file_facts],
            promise=promise(message.promised_until, self.times) if message.promised_until else SafeString(""),
            delivery=state if state in self.deliveries else "",
            delivery_words=self.deliveries.get(state, "") % {"error": error[:200]},
            can_split=self.can_split and message.direction == INBOUND and not message.is_automatic,
            items=self.items.get(message.pk, []),
        )

    def _note(self, message: Message) -> str:
        if message.direction == Message.Direction.OUTBOUND and message.to_addresses:
            return _("to %(addresses)s") % {"addresses": ", ".join([*message.to_addresses, *message.cc_addresses])}
        return message.author_address if message.direction == Message.Direction.INBOUND else ""
