"""What a read mail becomes: a message of its thread, a new ticket, a lead (T1–T3)."""

from dataclasses import dataclass
from datetime import datetime

from support_desk.shared import audit
from support_desk.shared.actions.store_file import store_file
from support_desk.shared.errors import Refused
from support_desk.shared.models import StoredFile
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.mail.facts import Writer, automatic_reason, facts_of, writer_of
from tickets.actions.messages import add_message
from tickets.actions.moving import apply_event
from tickets.actions.opening import open_ticket
from tickets.actions.replying import ReplyOptions, reply
from tickets.domain.mail.digest import MailDigest
from tickets.domain.mail.parsed import ParsedAttachment
from tickets.domain.mail.threading import Decision, FlagReason, Outcome, decide
from tickets.domain.statuses import Event, Party
from tickets.models import Channel, Contact, Message, MessageAttachment, Project, RawMail, Ticket

CHOOSE_PROJECT = "choose_project"
NEW_THREADS = (Outcome.NEW, Outcome.NEW_FLAGGED, Outcome.LEAD, Outcome.LINKED_NEW)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail being placed: its raw row, what was read, who wrote it, and when it counts as received."""

    raw: RawMail
    read: MailDigest
    writer: Writer
    by: Viewer
    at: datetime


def place_mail(*, raw: RawMail, read: MailDigest, at: datetime) -> Message:
    """Writes the one message of a mail. The caller holds the lock of `raw` and its transaction."""
    writer = writer_of(read.mail, at=at)
    incoming = Incoming(raw, read, writer, Viewer.system(at, name=_author(read, writer)), at)
    decision = decide(facts_of(read.mail, writer, at=at, is_archive=raw.is_archive))
    if decision.is_employee_reply and not raw.is_archive:
        return _employee_reply(incoming, decision)
    if decision.outcome in NEW_THREADS:
        return _first_message(incoming, decision)
    ticket = lock_ticket(Ticket(pk=decision.ticket_id), by=incoming.by)
    return _write(incoming, ticket, is_from_us=decision.is_employee_reply)


def _employee_reply(incoming: Incoming, decision: Decision) -> Message:
    """An employee answers by mail from their own proven address: a public reply, sent on to the client."""
    assert incoming.writer.employee is not None
    try:
        message = reply(
            ticket=Ticket(pk=decision.ticket_id),
            body=incoming.read.fresh_text or incoming.read.mail.text,
            by=incoming.writer.employee,
            at=incoming.at,
            files=[file for file, _part in _stored_files(incoming)],
            options=ReplyOptions(),
        )
    except Refused:
        return _first_message(
            incoming, Decision(Outcome.NEW_FLAGGED, flag_reason=FlagReason.EMPLOYEE_WITHOUT_RIGHT, starts_clock=True)
        )
    message.raw_mail = incoming.raw
    message.save(update_fields=["raw_mail"])
    return message


def _first_message(incoming: Incoming, decision: Decision) -> Message:
    ticket = _new_ticket(incoming, decision)
    message = _write(incoming, ticket)
    if incoming.raw.is_archive:
        apply_event(ticket, Event.ARCHIVE, party=Party.SYSTEM, by=incoming.by, at=incoming.at)
        ticket.save()
    return message


def _new_ticket(incoming: Incoming, decision: Decision) -> Ticket:
    mail, contact = incoming.read.mail, incoming.writer.contact
    known = contact if contact and contact.client_id == decision.client_id else None
    former = Ticket.objects.filter(pk=decision.ticket_id or 0).select_related("project", "client").first()
    project = former.project if former else likely_project(known)
    client = former.client if former else (known.client if known else None)
    is_unclear = client is not None and project is None
    department = project.department if project else incoming.raw.mailbox.department
    return open_ticket(
        subject=mail.subject,
        by=incoming.by,
        at=incoming.at,
        channel=Channel.EMAIL,
        client=client,
        project=project,
        requester=known,
        requester_name=mail.from_name or mail.from_address,
        requester_address=mail.from_address,
        department=department,
        is_automatic=bool(automatic_reason(mail)),
        flag=str(decision.flag_reason or (CHOOSE_PROJECT if is_unclear else "")),
        linked_to=former,
    )


def likely_project(contact: Contact | None) -> Project | None:
    """The client's only active project, else the one this contact last wrote about, else nobody's guess."""
    if contact is None:
        return None
    active = Project.objects.filter(client_id=contact.client_id, is_active=True).select_related(
        "client", "owner", "department"
    )
    first_two = list(active[:2])
    if len(first_two) == 1:
        return first_two[0]
    last = Ticket.objects.filter(requester=contact, project__isnull=False).order_by("-last_message_at").first()
    return active.filter(pk=last.project_id or 0).first() if last else None


def _write(incoming: Incoming, ticket: Ticket, *, is_from_us: bool = False) -> Message:
    mail, writer = incoming.read.mail, incoming.writer
    reason = automatic_reason(mail)
    message = add_message(
        ticket=ticket,
        direction=Message.Direction.OUTBOUND if is_from_us else Message.Direction.INBOUND,
        channel=Channel.EMAIL,
        by=incoming.by,
        at=incoming.at,
        author_name=_author(incoming.read, writer),
        author_address=mail.from_address,
        contact=writer.contact,
        body_text=incoming.read.fresh_text or mail.text,
        body_html=incoming.read.safe_html,
        quoted_text=incoming.read.quoted_text,
        to_addresses=list(mail.to),
        cc_addresses=list(mail.cc),
        mail_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        raw_mail=incoming.raw,
        is_automatic=bool(reason),
        automatic_reason=reason,
        is_quiet=incoming.raw.is_archive,
    )
    _attach(incoming, message)
    _note_in_trail(incoming, ticket, message)
    return message


def _attach(incoming: Incoming, message: Message) -> None:
    """Keeps the files; `content_id` is what the HTML calls an inline picture by."""
    MessageAttachment.objects.bulk_create(
        MessageAttachment(
            message=message,
            file=file,
            content_id=part.content_id[:200],
            is_inline=part.inline and bool(part.content_id),
        )
        for file, part in _stored_files(incoming)
    )


def _stored_files(incoming: Incoming) -> list[tuple[StoredFile, ParsedAttachment]]:
    return [
        (store_file(content=part.content, name=part.filename, content_type=part.content_type, at=incoming.at), part)
        for part in incoming.read.mail.attachments
    ]


def _author(read: MailDigest, writer: Writer) -> str:
    if writer.contact:
        return writer.contact.name
    return read.mail.from_name or read.mail.from_address or "?"


def _note_in_trail(incoming: Incoming, ticket: Ticket, message: Message) -> None:
    audit.record(
        action="ticket.receive",
        target=message,
        by=incoming.by,
        at=incoming.at,
        scope=ticket.scope,
        department_id=ticket.department_id,
        after={"from": message.author_address, "mail": message.mail_id, "source": incoming.raw.source},
    )
