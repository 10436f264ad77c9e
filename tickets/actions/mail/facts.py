"""What the decision about a mail needs to know, looked up: the sender and the tickets it points at (T2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models.functions import Lower

from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer
from tickets.domain.mail.authentication import sender_is_authentic
from tickets.domain.mail.automatic import is_own_loop
from tickets.domain.mail.parsed import AutomaticReason, ParsedMail
from tickets.domain.mail.reply_tokens import ticket_of_mail
from tickets.domain.mail.threading import MailFacts, Sender, SenderKind, Thread
from tickets.models import Contact, ContactEmail, Mailbox, Message, Ticket
from tickets.permissions import can_answer
from tickets.queries.mail_desk import token_keys
from tickets.queries.work_policies import reopens_until
from workload.queries.viewers import viewer_for

MOST_REFERENCED = 10
MOST_FOUND = 50
LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote: a contact, an employee (with their viewer of that moment), the desk itself, or a stranger.

    `is_from_us`: an employee or the desk. `our_addresses`: those of all our mailboxes, in lower case.
    """

    contact: Contact | None = None
    employee: Viewer | None = None
    is_desk: bool = False
    our_addresses: frozenset[str] = frozenset()

    @property
    def is_from_us(self) -> bool:
        return self.is_desk or self.employee is not None


def writer_of(mail: ParsedMail, *, at: datetime, is_archive: bool = False) -> Writer:
    """The person behind the From address. Who works here is an employee and never a contact. In an archive also those
    who have left since count, as who they were at `at`."""
    address = mail.from_address
    ours = frozenset(_lower(Mailbox.objects.values_list("address", flat=True)))
    if not address or address in ours:
        return Writer(is_desk=address in ours, our_addresses=ours)
    users = User.objects.filter(email__iexact=address, employee__isnull=False)
    user = (users if is_archive else users.filter(is_active=True)).first()
    viewer = viewer_for(user, at) if user else None
    if viewer and viewer.is_employee:
        return Writer(employee=viewer, our_addresses=ours)
    return Writer(contact=contact_at([address]), our_addresses=ours)


def contact_at(addresses: Iterable[str]) -> Contact | None:
    """The contact of the first of `addresses` (in lower case) that is anybody's."""
    wanted = list(addresses)
    known = ContactEmail.objects.annotate(address=Lower("email")).filter(address__in=wanted, contact__is_active=True)
    found = {row.email.lower(): row.contact for row in known.select_related("contact__client")}
    return next((found[address] for address in wanted if address in found), None)


def automatic_reason(mail: ParsedMail, writer: Writer, *, is_archive: bool = False) -> str:
    """Why the mail counts as a machine's; our own mail coming back is one as well, but in an archive it is simply what
    we wrote. Empty for a person's, and what a contact of ours sends by a program for lists is a person's."""
    if mail.automatic_reason and not (mail.automatic_reason == AutomaticReason.ANNOUNCEMENT_LIST and writer.contact):
        return str(mail.automatic_reason)
    comes_back = writer.is_desk or is_own_loop(mail, domain=settings.MAIL_DOMAIN)
    return LOOP if comes_back and not is_archive else ""


def facts_of(mail: ParsedMail, writer: Writer, *, at: datetime, is_archive: bool) -> MailFacts:
    """Everything `decide` asks for."""
    token = ticket_of_mail(
        (*mail.delivered_to, *mail.to, *mail.cc), mail.subject, keys=token_keys(), domain=settings.MAIL_DOMAIN
    )
    by_token = _ticket_of_token(token.number) if token.number else None
    return MailFacts(
        sender=_sender(mail, writer),
        at=at,
        by_token=_thread(by_token, writer) if by_token else None,
        token_is_forged=token.is_forged,
        referenced=tuple(_thread(ticket, writer) for ticket in ([] if by_token else _referenced(mail))),
        is_automatic=bool(automatic_reason(mail, writer, is_archive=is_archive)),
        is_delivery_report=mail.is_delivery_report,
        is_archive=is_archive,
        is_from_us=writer.is_from_us,
    )


def _ticket_of_token(number: int) -> Ticket | None:
    """The ticket of that number, or the one that goes on with it (T7)."""
    found = (
        Ticket.objects.filter(number=number)
        .select_related("project", "department", "merged_into__project", "merged_into__department")
        .first()
    )
    return found and (found.merged_into or found)


def _sender(mail: ParsedMail, writer: Writer) -> Sender:
    authentic = False if mail.sender_is_doubtful else sender_is_authentic(mail, server=settings.MAIL_AUTH_SERVER)
    if writer.employee:
        return Sender(SenderKind.EMPLOYEE, mail.from_address, is_verified=authentic is True, is_authentic=authentic)
    if writer.contact:
        client_id = writer.contact.client_id
        return Sender(SenderKind.CONTACT, mail.from_address, client_id=client_id, is_authentic=authentic)
    return Sender(SenderKind.UNKNOWN, mail.from_address, is_authentic=authentic if mail.from_address else None)


def _referenced(mail: ParsedMail) -> list[Ticket]:
    """Tickets of the messages it answers: In-Reply-To first, then the latest reference. A Message-ID that a stranger
    used again leads to several, of which only one is the sender's."""
    ids = list(dict.fromkeys(filter(None, (mail.in_reply_to, *reversed(mail.references)))))[:MOST_REFERENCED]
    if not ids:
        return []
    found = (
        Message.objects.filter(mail_id__in=ids)
        .exclude(mail_id="")
        .select_related("ticket__project", "ticket__department")
    )
    messages = sorted(found.only("mail_id", "ticket")[:MOST_FOUND], key=lambda message: ids.index(message.mail_id))
    return list({message.ticket_id: message.ticket for message in messages}.values())


def _thread(ticket: Ticket, writer: Writer) -> Thread:
    """For a contact of the ticket's own client nobody needs to know who else took part."""
    is_the_clients = writer.contact is not None and writer.contact.client_id == ticket.client_id
    return Thread(
        ticket_id=ticket.pk,
        client_id=ticket.client_id,
        participants=frozenset() if is_the_clients else participants_of(ticket) - writer.our_addresses,
        reopens_until=reopens_until(ticket),
        employee_may_reply=bool(writer.employee and can_answer(writer.employee, ticket)),
    )


def participants_of(ticket: Ticket) -> frozenset[str]:
    """Everybody who wrote or was written to. Machines bring nobody in: a forged bounce could name anyone."""
    public = ticket.messages.exclude(direction=Message.Direction.INTERNAL).filter(
        is_automatic=False, retracted_at__isnull=True
    )
    seen = {ticket.requester_address}
    for author, to, cc in public.values_list("author_address", "to_addresses", "cc_addresses"):
        seen.update((author, *to, *cc))
    return frozenset(_lower(seen))


def _lower(addresses: Iterable[str]) -> Iterable[str]:
    return (address.lower() for address in addresses if address)
