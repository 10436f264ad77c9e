"""A matter that somebody writes down at the desk or after a call (T1)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.notes import add_note, log_call
from tickets.actions.opening import open_ticket
from tickets.actions.receiving import address_of
from tickets.models import Channel, Contact, Project, Ticket


@dataclass(frozen=True, slots=True)
class Matter:
    """What it is about. `channel` phone: the client's own words, who now waits; desk: a note of ours, nobody waits."""

    subject: str
    text: str
    channel: Channel


@transaction.atomic
def open_by_hand(*, matter: Matter, project: Project, requester: Contact | None, by: Viewer, at: datetime) -> Ticket:
    """A ticket of the project with its first entry. Refused, naming the field, on an empty text or a contact of
    another client."""
    if not matter.text.strip():
        raise Refused(_("Write what it is about."), field="text")
    ticket = open_ticket(
        subject=matter.subject,
        by=by,
        at=at,
        channel=matter.channel,
        project=project,
        requester=requester,
        requester_address=address_of(requester) if requester else "",
    )
    if matter.channel == Channel.PHONE:
        log_call(ticket=ticket, body=matter.text, by=by, at=at, is_outgoing=False)
    else:
        add_note(ticket=ticket, body=matter.text, by=by, at=at)
    return ticket
