"""Mail from an archive (`ingest_mail --archive`): history that is kept in order, sends nothing and starts no clock."""

from tickets.actions.mail.facts import contact_at
from tickets.actions.mail.incoming import Incoming
from tickets.actions.moving import apply_event
from tickets.actions.opening import open_ticket
from tickets.actions.saving import save_ticket
from tickets.domain.statuses import Event, Party
from tickets.models import Channel, Contact, Project, Ticket, TicketStatus


def recipient_of(incoming: Incoming) -> Contact | None:
    """The contact that a letter of ours went to."""
    return contact_at(_recipients(incoming))


def wrote_first(incoming: Incoming, *, project: Project | None) -> Ticket:
    """The ticket of a letter that we began: its requester is whom we wrote to."""
    contact = recipient_of(incoming)
    address = next(iter(_recipients(incoming)), "")
    return open_ticket(
        subject=incoming.read.mail.subject,
        by=incoming.by,
        at=incoming.at,
        channel=Channel.EMAIL,
        client=contact.client if contact else None,
        project=project,
        requester=contact,
        requester_name=contact.name if contact else address,
        requester_address=address,
        department=project.department if project else incoming.raw.mailbox.department,
    )


def keep_closed(incoming: Incoming, ticket: Ticket) -> None:
    """An archived ticket is closed at its last letter, so that a live answer soon after it still opens it again (T2).

    A ticket that is alive, or was closed by somebody, stays as it is.
    """
    if ticket.message_count == 1:
        apply_event(ticket, Event.ARCHIVE, party=Party.SYSTEM, by=incoming.by, at=incoming.at)
    elif ticket.status == TicketStatus.CLOSED and _was_archived(ticket):
        ticket.closed_at = ticket.last_message_at
    else:
        return
    save_ticket(ticket, by=incoming.by, at=incoming.at)


def _was_archived(ticket: Ticket) -> bool:
    last = ticket.status_changes.order_by("id").last()
    return last is not None and last.event == Event.ARCHIVE


def _recipients(incoming: Incoming) -> list[str]:
    """Whom a letter went to, our own mailboxes left out."""
    mail = incoming.read.mail
    return [address for address in (*mail.to, *mail.cc) if address not in incoming.writer.our_addresses]
