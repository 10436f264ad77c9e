"""A client's message that comes in by the API or the portal: opens a ticket or goes on with one (T1–T3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import StoredFile
from support_desk.shared.viewer import Viewer
from tickets.actions.joining.locking import lock_where_it_goes_on
from tickets.actions.messages import add_message
from tickets.actions.opening import check_belongs_together, open_ticket
from tickets.models import Channel, Contact, Message, Priority, Project, Ticket
from tickets.permissions import check_can_work_on
from tickets.queries.work_policies import reopens_until
from workload.models import Department


@dataclass(frozen=True, slots=True)
class Letter:
    """What the client wrote. `subject` matters only when it opens a ticket."""

    body: str
    subject: str = ""
    files: Sequence[StoredFile] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new ticket goes. Without a project: the client's only one; a lead needs a department."""

    project: Project | None = None
    department: Department | None = None
    priority: Priority = Priority.NORMAL


ANYWHERE = Place()


@transaction.atomic
def receive_message(
    *, contact: Contact, letter: Letter, channel: Channel, by: Viewer, at: datetime, place: Place = ANYWHERE
) -> Message:
    """Opens a ticket with the contact's message. Refused, naming the field, on an empty text, a project of another
    client, or when the client has several projects and none is named."""
    check_letter(letter)
    project = place.project or (None if place.department else only_project(contact, by=by))
    ticket = open_ticket(
        subject=letter.subject or first_line(letter.body),
        by=by,
        at=at,
        channel=channel,
        project=project,
        requester=contact,
        requester_address=address_of(contact),
        department=place.department,
        priority=place.priority,
    )
    return _receive(ticket, letter, channel=channel, by=by, at=at, contact=contact)


@transaction.atomic
def receive_further_message(
    *, ticket: Ticket, contact: Contact, letter: Letter, channel: Channel, by: Viewer, at: datetime
) -> Message:
    """Adds the contact's message to a ticket of their organisation. A closed ticket opens again within the days
    of its department; later a new one continues it, as with mail (T2)."""
    check_letter(letter)
    locked = lock_where_it_goes_on(ticket, by=by)
    if not by.is_client:
        check_can_work_on(by, locked)
    check_belongs_together(client=locked.client, project=locked.project, requester=contact)
    until = reopens_until(locked)
    if until is not None and until < at:
        locked = continue_ticket(locked, contact, channel=channel, by=by, at=at)
    return _receive(locked, letter, channel=channel, by=by, at=at, contact=contact)


@transaction.atomic
def receive_from_stranger(
    *, name: str, address: str, letter: Letter, channel: Channel, by: Viewer, at: datetime, place: Place
) -> Message:
    """A message from an address that may be unknown: a contact's is theirs, any other becomes a lead for the operator
    of `place.department` (T3)."""
    contact = Contact.objects.visible_to(by).filter(emails__email__iexact=address, is_active=True).first()
    if contact is not None:
        return receive_message(contact=contact, letter=letter, channel=channel, by=by, at=at, place=place)
    check_letter(letter)
    ticket = open_ticket(
        subject=letter.subject or first_line(letter.body),
        by=by,
        at=at,
        channel=channel,
        requester_name=name or address,
        requester_address=address,
        department=place.department,
        priority=place.priority,
    )
    return _receive(ticket, letter, channel=channel, by=by, at=at, author_name=name or address, address=address)


def check_letter(letter: Letter) -> None:
    """Something was written."""
    if not letter.body.strip():
        raise Refused(_("The message is empty."), field="body")


def only_project(contact: Contact, *, by: Viewer) -> Project:
    """The one project that a message of this contact can be about. Refused, naming `project`, when that is unclear."""
    projects = Project.objects.visible_to(by).select_related("owner", "department", "client")
    found = list(projects.filter(client_id=contact.client_id, is_active=True)[:2])
    if len(found) != 1:
        raise Refused(_("Say which project this is about."), field="project")
    return found[0]


def continue_ticket(ticket: Ticket, contact: Contact, *, channel: Channel, by: Viewer, at: datetime) -> Ticket:
    """A new ticket that goes on with one closed long ago."""
    return open_ticket(
        subject=ticket.subject,
        by=by,
        at=at,
        channel=channel,
        client=ticket.client,
        project=ticket.project,
        requester=contact,
        requester_address=address_of(contact),
        department=ticket.department,
        linked_to=ticket,
    )


def address_of(contact: Contact) -> str:
    """Where an answer goes; empty when the contact has no address."""
    return contact.emails.order_by("id").values_list("email", flat=True).first() or ""


def first_line(body: str) -> str:
    """What a message without a subject is called."""
    return body.strip().splitlines()[0][:100]


def _receive(
    ticket: Ticket,
    letter: Letter,
    *,
    channel: Channel,
    by: Viewer,
    at: datetime,
    contact: Contact | None = None,
    author_name: str = "",
    address: str = "",
) -> Message:
    """The message itself, in a ticket that is new or locked."""
    if not Ticket.objects.visible_to(by).filter(pk=ticket.pk).exists():
        raise NotAllowed(_("You would not see this ticket. Choose a project or a department of yours."))
    message = add_message(
        ticket=ticket,
        direction=Message.Direction.INBOUND,
        channel=channel,
        by=by,
        at=at,
        author_name=contact.name if contact else author_name,
        author_address=address_of(contact) if contact else address,
        body_text=letter.body.strip(),
        contact=contact,
        files=letter.files,
    )
    facts = {"from": message.author_name, "text": message.body_text[:200]}
    scope, department_id = ticket.scope, ticket.department_id
    audit.record(
        action="ticket.receive", target=message, by=by, at=at, scope=scope, department_id=department_id, after=facts
    )
    return message
