"""Writing one message of a ticket and what follows from it for the ticket (T5). Used by every channel."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from support_desk.shared.models import StoredFile
from support_desk.shared.viewer import Viewer
from tickets.actions.following import tell_followers
from tickets.actions.items.settling import NO_ITEMS, ItemsOfReply, settle_items
from tickets.actions.moving import apply_event
from tickets.actions.owed import promised_items, recount_waiting, standing_promise
from tickets.actions.portal.spending import spend_quoted_links
from tickets.actions.promising_again import tell_promised_again
from tickets.actions.saving import save_ticket
from tickets.actions.sla.settling import note_message
from tickets.domain.statuses import Event, Party
from tickets.models import Channel, Contact, Message, MessageAttachment, RawMail, Ticket, TicketStatus
from tickets.queries.work_policies import silent_until
from workload.models import Employee

Direction = Message.Direction


def add_message(
    *,
    ticket: Ticket,
    direction: Message.Direction,
    channel: Channel,
    by: Viewer,
    at: datetime,
    author_name: str,
    body_text: str,
    author: Employee | None = None,
    contact: Contact | None = None,
    files: Iterable[StoredFile] = (),
    raw_mail: RawMail | None = None,
    is_quiet: bool = False,
    is_saved: bool = True,
    items: ItemsOfReply = NO_ITEMS,
    **fields: Any,
) -> Message:
    """Adds a message to a ticket that the caller has locked, moves the ticket as it must and saves it.

    `is_quiet`: history from an archive, which makes nobody wait and moves nothing. `is_saved=False`: the caller
    changes the ticket further and saves it once. `items`: questions that this answer settles (T6).
    """
    spend_quoted_links(body_text, fields.get("quoted_text", ""), fields.get("body_html", ""), by=by, at=at)
    message = Message.objects.create(
        ticket=ticket,
        direction=direction,
        channel=channel,
        author=author,
        contact=contact,
        author_name=author_name[:150],
        body_text=body_text,
        raw_mail=raw_mail,
        created_at=at,
        **fields,
    )
    MessageAttachment.objects.bulk_create(MessageAttachment(message=message, file=file) for file in files)
    count_message(ticket, message)
    if items:
        settle_items(ticket, message, items)
    if not is_quiet:
        follow_message(ticket, message, by=by, at=at)
    if is_saved:
        save_ticket(ticket, by=by, at=at)
    return message


def author_of(by: Viewer) -> Employee | None:
    """The writer by key and name: the viewer was read from this very row, so it is not asked for again."""
    return Employee(pk=by.employee_id, name=by.name) if by.employee_id else None


def count_message(ticket: Ticket, message: Message) -> None:
    """Counter, time and preview of the ticket after `message`; one older than the last leaves the preview alone."""
    is_latest = message.created_at >= ticket.last_message_at
    ticket.message_count += 1
    ticket.last_message_at = max(ticket.last_message_at, message.created_at)
    if is_latest and message.direction != Direction.INTERNAL:
        ticket.preview = preview_of(message)


def preview_of(message: Message) -> str:
    """The beginning of its text in one line."""
    return " ".join(message.body_text[:400].split())[:200]


def follow_message(ticket: Ticket, message: Message, *, by: Viewer, at: datetime) -> None:
    """Waiting, promises and status of the ticket after `message` (T5, S2)."""
    if message.direction == Direction.INTERNAL or message.is_automatic:
        return
    tell_followers(ticket, message, by=by, at=at)
    if message.direction == Direction.INBOUND:
        _follow_client(ticket, message, by=by, at=at)
    else:
        _follow_answer(ticket, message, by=by, at=at)


def _follow_client(ticket: Ticket, message: Message, *, by: Viewer, at: datetime) -> None:
    if ticket.is_automatic:
        # A person goes on with what a machine began: from now on it is a matter like any other.
        ticket.is_automatic, ticket.is_lead = False, ticket.client_id is None
    ticket.waiting_since = min(filter(None, (ticket.waiting_since, message.created_at)))
    note_message(ticket, message)
    event = Event.REOPEN if ticket.status == TicketStatus.CLOSED else Event.CLIENT_WRITES
    apply_event(ticket, event, party=Party.SYSTEM, by=by, at=at)


def _follow_answer(ticket: Ticket, message: Message, *, by: Viewer, at: datetime) -> None:
    if ticket.status == TicketStatus.RESOLVED and ticket.waiting_since is not None:
        # It is the client's turn only now, so their silence begins now.
        ticket.closes_at = silent_until(ticket, at=at)
    # After the last message of all nobody waits, unless questions of a letter are left; only then, and for a reply
    # that is entered late, the whole story is needed.
    is_latest = message.created_at >= ticket.last_message_at
    owes_nothing = is_latest and ticket.settled_item_count == ticket.item_count
    ticket.waiting_since = None if owes_nothing else recount_waiting(ticket)
    held = promised_items(ticket)
    nearest = held.nearest(message.pk, message.promised_until)
    ticket.promised_until = nearest if is_latest else standing_promise(ticket)
    note_message(ticket, message, standing=held.standing, kept=held.kept_by(message))
    tell_promised_again(ticket, message, by=by, at=at)
