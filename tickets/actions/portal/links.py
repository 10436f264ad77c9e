"""Links into the portal: each of one use, of which only a hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.portal.accounts import account_of
from tickets.models import Approval, Contact, PortalLink

ASKED_FOR = timedelta(minutes=30)
SENT_BY_US = timedelta(days=7)


@transaction.atomic
def portal_link_for(*, contact: Contact, at: datetime, approval: Approval | None = None) -> str:
    """The address of a link for a letter of ours: valid for seven days, leading to `approval` or to the first page.

    Refused for a contact who is not served, has no address, or whose client the approval is not for.
    """
    address = contact.emails.order_by("id").values_list("email", flat=True).first()
    if address is None:
        raise Refused(_("%(name)s has no e-mail address.") % {"name": contact.name}, field="emails")
    if approval is not None and approval.ticket.client_id != contact.client_id:
        raise Refused(_("This approval is another client's."), field="approval")
    _link, url = make_link(contact_id=contact.pk, address=address, at=at, life=SENT_BY_US, approval=approval)
    return url


@transaction.atomic
def make_link(
    *, contact_id: int, address: str, at: datetime, life: timedelta, approval: Approval | None = None
) -> tuple[PortalLink, str]:
    """A new link and its address, which is told this once. Refused for a contact who is not served."""
    served = Contact.objects.served().select_related("client", "user").select_for_update(of=("self",), no_key=True)
    contact = served.filter(pk=contact_id).first()
    if contact is None:
        raise Refused(_("This contact is not served any more."))
    account_of(contact, address, by=Viewer.system(at), at=at)
    token = secrets.token_urlsafe(32)
    link = PortalLink.objects.create(
        contact=contact,
        token_hash=digest_of(token),
        sent_to=address,
        approval=approval,
        created_at=at,
        expires_at=at + life,
    )
    return link, settings.BASE_URL + reverse("portal-enter", args=[token])


def digest_of(token: str) -> str:
    """What is kept of a token; it is random, so that a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
