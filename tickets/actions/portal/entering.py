"""Coming in by a link: once, in time, and only as somebody who is served."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from tickets.actions.portal.links import digest_of
from tickets.models import PortalLink
from tickets.queries.viewers import viewer_of_contact


class LinkFault(StrEnum):
    """Why a link does not let anybody in. `UNKNOWN` is also one whose contact is not served any more."""

    UNKNOWN = "link_unknown"
    USED = "link_used"
    EXPIRED = "link_expired"


SENTENCES = {
    LinkFault.UNKNOWN: _("This link does not work. Ask for a new one."),
    LinkFault.USED: _("This link has been used already. Each one works once."),
    LinkFault.EXPIRED: _("This link is too old."),
}


@transaction.atomic
def enter_by_link(*, token: str, at: datetime) -> PortalLink:
    """Uses the link up; its contact with their account is who may be logged in. Refused with a LinkFault as its code;
    of two at once the second finds it used."""
    link = find_link(token, lock=True)
    fault = fault_of(link, at)
    if fault is not None or link is None:
        fault = fault or LinkFault.UNKNOWN
        raise Refused(SENTENCES[fault], code=fault.value)
    link.used_at = at
    link.save(update_fields=["used_at"])
    by, scope = viewer_of_contact(link.contact, at), f"client:{link.contact.client_id}"
    audit.record(action="portal.enter", target=link.contact, by=by, at=at, scope=scope)
    return link


def find_link(token: str, *, lock: bool = False) -> PortalLink | None:
    """The link behind a token, with its contact, client and account."""
    found = PortalLink.objects.select_related("contact__client", "contact__user")
    if lock:
        found = found.select_for_update(of=("self",))
    return found.filter(token_hash=digest_of(token)).first()


def fault_of(link: PortalLink | None, at: datetime) -> LinkFault | None:
    """What is wrong with a link at `at`, None when it works. An address that was taken from its contact opens
    nothing."""
    if link is None or not lets_in(link):
        return LinkFault.UNKNOWN
    if link.used_at is not None:
        return LinkFault.USED
    return LinkFault.EXPIRED if link.expires_at <= at else None


def lets_in(link: PortalLink) -> bool:
    """Whether the person behind a link is served and still has the address it was sent to."""
    contact = link.contact
    is_served = contact.is_active and contact.client.is_active and contact.user is not None and contact.user.is_active
    return is_served and contact.emails.filter(email__iexact=link.sent_to).exists()
