"""What the decision about a mail needs to know, looked up: the sender and the tickets it points at (T2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models.functions import Lower

from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer
from tickets.domain.mail.authentication import sender_is_authentic
from tickets.domain.mail.parsed import ParsedMail
from tickets.domain.mail.reply_tokens import ticket_of_mail
from tickets.domain.mail.threading import MailFacts, Sender, SenderKind, Thread
from tickets.models import Contact, ContactEmail, Mailbox, Message, Ticket
from tickets.permissions import can_answer
from tickets.queries.mail_desk import token_keys
from workload.queries.viewers import viewer_for

MOST_REFERENCED = 10
LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote: a contact, an employee (with their viewer of this moment) or a stranger."""

    contact: Contact | None = None
    employee: Viewer | None = None


def writer_of(mail: ParsedMail, *, at: datetime) -> Writer:
    """The person behind the From address; contacts come before employees only when nobody works here by it."""
    address = mail.from_address
    if not address:
        return Writer()
    user = User.objects.filter(email__iexact=address, is_active=True, employee__isnull=False).first()
    viewer = viewer_for(user, at) if user else None
    if viewer and viewer.is_employee:
        return Writer(employee=viewer)
    known = ContactEmail.objects.annotate(address=Lower("email")).filter(address=address, contact__is_active=True)
    found = known.select_related("contact__client").first()
    return Writer(contact=found.contact if found else None)


def automatic_reason(mail: ParsedMail) -> str:
    """Why the mail counts as a machine's; our own mail coming back is one as well. Empty for a person's."""
    if mail.automatic_reason:
        return str(mail.automatic_reason)
    is_ours = Mailbox.objects.annotate(own=Lower("address")).filter(own=mail.from_address or "-").exists()
    return LOOP if is_ours or mail.loop_marker == settings.MAIL_DOMAIN else ""


def facts_of(mail: ParsedMail, writer: Writer, *, at: datetime, is_archive: bool) -> MailFacts:
    """Everything `decide` asks for. In an archive an employee's letter is history, so its sender is not doubted."""
    token = ticket_of_mail(
        (*mail.delivered_to, *mail.to, *mail.cc), mail.subject, keys=token_keys(), domain=settings.MAIL_DOMAIN
    )
    by_token = Ticket.objects.filter(number=token.number).select_related("project").first() if token.number else None
    return MailFacts(
        sender=_sender(mail, writer, is_archive=is_archive),
        at=at,
        by_token=_thread(by_token, writer) if by_token else None,
        token_is_forged=token.is_forged,
        referenced=tuple(_thread(ticket, writer) for ticket in _referenced(mail)),
        is_automatic=bool(automatic_reason(mail)),
        is_delivery_report=mail.is_delivery_report,
    )


def _sender(mail: ParsedMail, writer: Writer, *, is_archive: bool) -> Sender:
    authentic = sender_is_authentic(mail, server=settings.MAIL_AUTH_SERVER)
    if mail.sender_is_doubtful:
        authentic = False
    if writer.employee:
        proven = is_archive or authentic is True
        return Sender(SenderKind.EMPLOYEE, mail.from_address, is_verified=proven, is_authentic=authentic)
    if writer.contact:
        client_id = writer.contact.client_id
        return Sender(SenderKind.CONTACT, mail.from_address, client_id=client_id, is_authentic=authentic)
    return Sender(SenderKind.UNKNOWN, mail.from_address, is_authentic=authentic if mail.from_address else None)


def _referenced(mail: ParsedMail) -> list[Ticket]:
    """Tickets of the messages it answers: In-Reply-To first, then the latest reference."""
    ids = list(dict.fromkeys(filter(None, (mail.in_reply_to, *reversed(mail.references)))))[:MOST_REFERENCED]
    found = Message.objects.filter(mail_id__in=ids).exclude(mail_id="").select_related("ticket__project")
    by_id = {message.mail_id: message.ticket for message in found}
    return list({by_id[one].pk: by_id[one] for one in ids if one in by_id}.values())


def _thread(ticket: Ticket, writer: Writer) -> Thread:
    return Thread(
        ticket_id=ticket.pk,
        client_id=ticket.client_id,
        participants=_participants(ticket),
        closed_at=ticket.closed_at,
        employee_may_reply=bool(writer.employee and can_answer(writer.employee, ticket)),
    )


def _participants(ticket: Ticket) -> frozenset[str]:
    """Everybody who wrote or was written to, our own mailboxes left out."""
    public = ticket.messages.exclude(direction=Message.Direction.INTERNAL)
    seen = {ticket.requester_address}
    for author, to, cc in public.values_list("author_address", "to_addresses", "cc_addresses"):
        seen.update((author, *to, *cc))
    return frozenset(_lower(seen)) - frozenset(_lower(Mailbox.objects.values_list("address", flat=True)))


def _lower(addresses: Iterable[str]) -> Iterable[str]:
    return (address.lower() for address in addresses if address)
