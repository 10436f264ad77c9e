"""What a client's person writes in the portal: a new ticket, an answer, a wish for changes (T1, T5)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.receiving import ANYWHERE, Letter, Place, receive_further_message, receive_message
from tickets.models import Channel, Contact, Message, Project, Ticket

MOST_AN_HOUR = 30
HOUR = timedelta(hours=1)


@transaction.atomic
def open_in_portal(*, letter: Letter, project: Project | None, by: Viewer, at: datetime) -> Message:
    """A new ticket of the contact's organisation. Refused as by mail, and after thirty messages within an hour."""
    contact = writer(by=by, at=at)
    place = Place(project=project) if project else place_of(contact, by=by)
    return receive_message(contact=contact, letter=letter, channel=Channel.PORTAL, by=by, at=at, place=place)


@transaction.atomic
def answer_in_portal(*, ticket: Ticket, letter: Letter, by: Viewer, at: datetime) -> Message:
    """A further message. Ticket.DoesNotExist for another organisation's; one closed long ago goes on in a new one."""
    contact = writer(by=by, at=at)
    return receive_further_message(ticket=ticket, contact=contact, letter=letter, channel=Channel.PORTAL, by=by, at=at)


def writer(*, by: Viewer, at: datetime) -> Contact:
    """The contact behind the viewer, locked so that two windows count as one. Refused when too much was written."""
    served = Contact.objects.served().select_related("client").select_for_update(of=("self",), no_key=True)
    contact = served.filter(pk=by.contact_id or 0).first()
    if contact is None:
        raise NotAllowed(_("The portal is for the people of our clients."))
    lately = Message.objects.filter(contact=contact, channel=Channel.PORTAL, created_at__gt=at - HOUR)
    if lately.count() >= MOST_AN_HOUR:
        raise Refused(_("You have written 30 messages within the last hour. Please go on a little later, or call us."))
    return contact


def place_of(contact: Contact, *, by: Viewer) -> Place:
    """Where a letter goes that names no project: the client's only one; without any, to who served them last."""
    projects = Project.objects.visible_to(by).filter(client_id=contact.client_id)
    if projects.filter(is_active=True).exists():
        return ANYWHERE
    latest = projects.select_related("department").order_by("-id").first()
    if latest is None:
        raise Refused(_("You have no project with us yet. Please write to us by mail."))
    return Place(department=latest.department)
