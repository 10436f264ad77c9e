"""What a read mail becomes: a message of its thread, a new ticket, a lead (T1–T3)."""

from datetime import datetime

from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from tickets.actions.joining.locking import lock_where_it_goes_on
from tickets.actions.mail.answer import answer_by_mail
from tickets.actions.mail.facts import automatic_reason, facts_of, writer_of
from tickets.actions.mail.history import keep_closed, recipient_of, wrote_first
from tickets.actions.mail.incoming import Incoming, KeptFiles
from tickets.actions.messages import add_message
from tickets.actions.opening import open_ticket
from tickets.domain.mail.digest import MailDigest
from tickets.domain.mail.threading import Decision, FlagReason, Outcome, decide
from tickets.models import Channel, Contact, Message, MessageAttachment, Project, RawMail, Ticket

CHOOSE_PROJECT = "choose_project"
CONTINUES = (Outcome.APPEND, Outcome.REOPEN)
NO_RIGHT = Decision(Outcome.NEW_FLAGGED, flag_reason=FlagReason.EMPLOYEE_WITHOUT_RIGHT, starts_clock=True)


def place_mail(*, raw: RawMail, read: MailDigest, files: KeptFiles, at: datetime) -> Message:
    """Writes the one message of a mail. The caller holds the lock of `raw` and its transaction."""
    writer = writer_of(read.mail, at=at, is_archive=raw.is_archive)
    author = writer.contact.name if writer.contact else read.mail.from_name or read.mail.from_address or "?"
    incoming = Incoming(raw, read, writer, files, Viewer.system(at, name=author), at)
    decision = decide(facts_of(read.mail, writer, at=at, is_archive=raw.is_archive))
    if decision.is_employee_reply and not raw.is_archive:
        return answer_by_mail(incoming, decision) or _first_message(incoming, NO_RIGHT)
    if decision.outcome not in CONTINUES:
        return _first_message(incoming, decision)
    ticket = lock_where_it_goes_on(Ticket(pk=decision.ticket_id), by=incoming.by)
    message = _write(incoming, ticket, is_from_us=decision.is_employee_reply)
    if raw.is_archive:
        keep_closed(incoming, ticket)
    return message


def _first_message(incoming: Incoming, decision: Decision) -> Message:
    if decision.is_employee_reply:
        ticket = wrote_first(incoming, project=likely_project(recipient_of(incoming)))
    else:
        ticket = _new_ticket(incoming, decision)
    message = _write(incoming, ticket, is_from_us=decision.is_employee_reply)
    if incoming.raw.is_archive:
        keep_closed(incoming, ticket)
    return message


def _new_ticket(incoming: Incoming, decision: Decision) -> Ticket:
    mail, contact = incoming.read.mail, incoming.writer.contact
    known = contact if contact and contact.client_id == decision.client_id else None
    former = _former(decision)
    project = former.project if former else likely_project(known)
    client = former.client if former else (known.client if known else None)
    is_unclear = client is not None and project is None and not incoming.raw.is_archive
    return open_ticket(
        subject=mail.subject,
        by=incoming.by,
        at=incoming.at,
        channel=Channel.EMAIL,
        client=client,
        project=project,
        requester=known,
        requester_name=known.name if known else mail.from_name or mail.from_address,
        requester_address=mail.from_address if known else answer_address(incoming),
        department=project.department if project else incoming.raw.mailbox.department,
        is_automatic=bool(_reason(incoming)),
        flag=str(decision.flag_reason or (CHOOSE_PROJECT if is_unclear else "")),
        linked_to=former,
    )


def answer_address(incoming: Incoming) -> str:
    """Where a stranger wants our answer: a form on a site writes from its own address and names the person's in
    Reply-To. Never one of ours."""
    mail = incoming.read.mail
    is_ours = mail.reply_to.lower() in incoming.writer.our_addresses
    return mail.reply_to if mail.reply_to and not is_ours else mail.from_address


def _former(decision: Decision) -> Ticket | None:
    """The closed ticket that a new one goes on with."""
    if decision.ticket_id is None:
        return None
    return Ticket.objects.select_related("project__department", "project__owner", "client").get(pk=decision.ticket_id)


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
    mail, reason = incoming.read.mail, _reason(incoming)
    message = add_message(
        ticket=ticket,
        direction=Message.Direction.OUTBOUND if is_from_us else Message.Direction.INBOUND,
        channel=Channel.EMAIL,
        by=incoming.by,
        at=incoming.at,
        author_name=incoming.by.name,
        author_address=mail.from_address,
        contact=incoming.writer.contact,
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


def _reason(incoming: Incoming) -> str:
    return automatic_reason(incoming.read.mail, incoming.writer, is_archive=incoming.raw.is_archive)


def _attach(incoming: Incoming, message: Message) -> None:
    """Keeps the files; `content_id` is what the HTML calls an inline picture by."""
    MessageAttachment.objects.bulk_create(
        MessageAttachment(
            message=message,
            file=file,
            content_id=part.content_id[:200],
            is_inline=part.inline and bool(part.content_id),
        )
        for file, part in incoming.files.kept()
    )


def _note_in_trail(incoming: Incoming, ticket: Ticket, message: Message) -> None:
    """Dated when the mail came in, also for one from an archive."""
    audit.record(
        action="ticket.receive",
        target=message,
        by=incoming.by,
        at=incoming.raw.received_at,
        scope=ticket.scope,
        department_id=ticket.department_id,
        after={"from": message.author_address, "mail": message.mail_id, "source": incoming.raw.source},
    )
