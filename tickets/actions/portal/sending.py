"""The outbox's sender of links: finds the contact, makes the link, lets the letter go."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from support_desk.shared import clock
from support_desk.shared.errors import Refused
from support_desk.shared.mail.delivery import deliver
from support_desk.shared.models import OutboxItem
from support_desk.shared.outbox import NotNeeded
from tickets.actions.portal.links import ASKED_FOR, SENT_BY_US, make_link
from tickets.models import Approval, Contact, ContactEmail, PortalLink
from tickets.notifications.portal import link_letter

MOST_AN_HOUR = 5
HOUR = timedelta(hours=1)


def send_link(item: OutboxItem) -> None:
    """NotNeeded for an address that is nobody's, and for one that has had five links within the hour. A letter that
    does not leave takes its link with it: the next attempt makes another."""
    at, asked = clock.now(), item.payload
    known = known_address(str(asked["address"]))
    if known is None or has_had_enough(known.contact, at):
        raise NotNeeded
    link, url = link_of(known, asked, at)
    try:
        deliver(link_letter(link, url=url, item=item, invited_by=str(asked.get("invited_by") or "")))
    except Exception:
        link.delete()
        raise


def known_address(address: str) -> ContactEmail | None:
    """The address, as we keep it, of a contact who is served."""
    known = ContactEmail.objects.select_related("contact").filter(contact__in=Contact.objects.served())
    return known.filter(email__iexact=address.strip()).first()


def has_had_enough(contact: Contact, at: datetime) -> bool:
    return PortalLink.objects.filter(contact=contact, created_at__gt=at - HOUR).count() >= MOST_AN_HOUR


def link_of(known: ContactEmail, asked: Mapping[str, Any], at: datetime) -> tuple[PortalLink, str]:
    """The link that was asked for. NotNeeded when somebody else logs in with the contact's address."""
    theirs = Approval.objects.filter(ticket__client_id=known.contact.client_id)
    approval = theirs.filter(pk=asked.get("approval") or 0).first()
    life = SENT_BY_US if asked.get("invited_by") else ASKED_FOR
    try:
        return make_link(contact_id=known.contact_id, address=known.email, at=at, life=life, approval=approval)
    except Refused as refusal:
        raise NotNeeded from refusal
