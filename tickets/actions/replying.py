"""Answering the client (T5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.models import StoredFile
from support_desk.shared.viewer import Viewer
from tickets.actions.drafts import forget_draft
from tickets.actions.items.settling import NO_ITEMS, ItemsOfReply
from tickets.actions.locks import lock_ticket
from tickets.actions.logging_time import LoggedWork, log_time
from tickets.actions.messages import add_message, author_of
from tickets.actions.moving import apply_event
from tickets.actions.saving import save_ticket
from tickets.actions.sending import new_mail_id, send_by_mail
from tickets.domain.statuses import Event, Party, Status, events_for
from tickets.models import Channel, Draft, Message, MessageAttachment, Ticket, TicketStatus
from tickets.permissions import check_can_answer


@dataclass(frozen=True, slots=True)
class ReplyOptions:
    """What goes with the text. `then`: the event after sending, None leaves the status alone. Whoever promises an
    answer or leaves questions open has the work, so that nobody waits for the client meanwhile. `items`: the questions
    that this reply answers or promises (T6). `files_of`: a reply that was taken back, whose files go with this one."""

    then: Event | None = Event.ASK_CLIENT
    promised_until: datetime | None = None
    work: LoggedWork | None = None
    cc: tuple[str, ...] = ()
    items: ItemsOfReply = NO_ITEMS
    files_of: int | None = None


DEFAULT = ReplyOptions()


@transaction.atomic
def reply(
    *,
    ticket: Ticket,
    body: str,
    by: Viewer,
    at: datetime,
    files: Iterable[StoredFile] = (),
    options: ReplyOptions = DEFAULT,
) -> Message:
    """Writes the answer, logs its time, and leaves it in the outbox for the seconds in which it can be taken back.

    Refused on an empty text, a closed ticket, a promise in the past, or a ticket without an address to write to.
    """
    with audit.gathered():
        return _reply(lock_ticket(ticket, by=by), body=body, by=by, at=at, files=files, options=options)


def _reply(
    locked: Ticket, *, body: str, by: Viewer, at: datetime, files: Iterable[StoredFile], options: ReplyOptions
) -> Message:
    check_can_answer(by, locked)
    check_reply(locked, body=body, options=options, at=at)
    message = add_message(
        ticket=locked,
        direction=Message.Direction.OUTBOUND,
        channel=Channel.EMAIL,
        by=by,
        at=at,
        author=author_of(by),
        author_name=by.name,
        body_text=body.strip(),
        files=files,
        is_saved=False,
        to_addresses=[locked.requester_address],
        cc_addresses=list(options.cc),
        promised_until=options.promised_until,
        items=options.items,
        mail_id=new_mail_id(),
    )
    if options.files_of is not None:
        bring_files(message, options.files_of)
    note_in_trail("ticket.reply", locked, message, by=by, at=at)
    move_after_reply(locked, options, by=by, at=at)
    save_ticket(locked, by=by, at=at)
    if options.work:
        log_time(ticket=locked, work=options.work, message=message, by=by, at=at)
    forget_draft(ticket=locked, by=by, kind=Draft.Kind.REPLY)
    send_by_mail(message, at=at, not_before=at + timedelta(seconds=settings.REPLY_UNDO_SECONDS))
    return message


def move_after_reply(ticket: Ticket, options: ReplyOptions, *, by: Viewer, at: datetime) -> None:
    """The event chosen with the reply, where the table has it; a new ticket is at least open once it was answered.
    The caller saves the ticket."""
    status = Status(ticket.status)
    event = event_after(status, options, is_owed=bool(ticket.waiting_since or ticket.promised_until))
    if event and event in events_for(status, Party.STAFF):
        apply_event(ticket, event, party=Party.STAFF, by=by, at=at)


def event_after(status: Status, options: ReplyOptions, *, is_owed: bool) -> Event | None:
    """What the reply does to the status; None leaves it alone. `is_owed`: the client still waits for the rest, or for
    what was promised."""
    is_ours = is_owed and options.then is Event.ASK_CLIENT
    if options.then and not is_ours:
        return options.then
    return Event.START if status is Status.NEW or (is_ours and status is Status.WAITING_CLIENT) else None


def bring_files(message: Message, earlier: int) -> None:
    """Files of the author's own reply that was taken back on this ticket. Refused when they are not there any more."""
    theirs = {"message__ticket": message.ticket, "message__author": message.author_id, "message": earlier}
    files = MessageAttachment.objects.filter(**theirs, message__retracted_at__isnull=False)
    if not files.update(message=message):
        raise Refused(_("The files of the reply that was taken back are gone. Attach them anew."), field="files_of")


def check_reply(ticket: Ticket, *, body: str, options: ReplyOptions, at: datetime) -> None:
    """The reply can be sent as it stands; each refusal names its field."""
    if not body.strip():
        raise Refused(_("Write the answer first."), field="body")
    if ticket.status == TicketStatus.CLOSED:
        raise Refused(_("The ticket is closed. Reopen it to write to the client."), field="body")
    if not ticket.requester_address:
        raise Refused(_("No address to write to: choose the contact first."), field="requester")
    if options.promised_until and options.promised_until <= at:
        raise Refused(_("Promise a time that is still to come."), field="promised_until")
    if options.items.promised and not options.promised_until:
        raise Refused(_("Say by when the promised items are answered."), field="promised_until")


def note_in_trail(
    action: str, ticket: Ticket, message: Message, *, by: Viewer, at: datetime, items: Sequence[str] = ()
) -> None:
    audit.record(
        action=action,
        target=message,
        by=by,
        at=at,
        scope=ticket.scope,
        department_id=ticket.department_id,
        after={"to": message.to_addresses, "text": message.body_text[:200]} | ({"items": list(items)} if items else {}),
    )
