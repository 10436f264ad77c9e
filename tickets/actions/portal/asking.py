"""Asking for a link into the portal. Whoever asks hears the same, and takes the same time, whether we know them or not:
only a line is left in the outbox, and its sender finds out who it is."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit, outbox
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.portal.entering import find_link, lets_in
from tickets.models import Contact
from tickets.permissions import check_can_keep_client

LINK_KIND = "portal.link"


@transaction.atomic
def ask_for_link(*, address: str, at: datetime, approval_id: int | None = None) -> None:
    """Has a link sent to `address` if it is a contact's, leading to the approval if that is theirs. Asked twice within
    a minute: one letter."""
    _leave(address, at=at, payload={"address": address, "approval": approval_id})


@transaction.atomic
def ask_again(*, token: str, at: datetime) -> None:
    """A fresh link to the same address and the same page, for one that is old or used. Unknown ones: nothing."""
    link = find_link(token)
    if link is not None and lets_in(link):
        _leave(link.sent_to, at=at, payload={"address": link.sent_to, "approval": link.approval_id})


@transaction.atomic
def invite_to_portal(*, contact: Contact, by: Viewer, at: datetime) -> str:
    """Sends a contact a link that is valid for seven days; returns the address it goes to. Contact.DoesNotExist when
    `by` may not see them; refused for somebody without an address or who is not served."""
    seen = Contact.objects.visible_to(by).select_related("client").select_for_update(of=("self",)).get(pk=contact.pk)
    check_can_keep_client(by)
    address = seen.emails.order_by("id").values_list("email", flat=True).first()
    if not (seen.is_active and seen.client.is_active):
        raise Refused(_("%(name)s is not served any more.") % {"name": seen.name})
    if address is None:
        raise Refused(_("%(name)s has no e-mail address.") % {"name": seen.name})
    _leave(address, at=at, payload={"address": address, "invited_by": by.name})
    audit.record(
        action="contact.invite", target=seen, by=by, at=at, scope=f"client:{seen.client_id}", after={"email": address}
    )
    return address


def _leave(address: str, *, at: datetime, payload: dict[str, Any]) -> None:
    minute = int(at.timestamp()) // 60
    known = salted_hmac("support_desk.portal.asked", address.strip().lower(), algorithm="sha256").hexdigest()[:32]
    kind = "invited" if "invited_by" in payload else "asked"
    try:
        with transaction.atomic():
            outbox.enqueue(kind=LINK_KIND, key=f"portal:{kind}:{known}:{minute}", payload=payload, at=at)
    except IntegrityError:
        return  # asked for within this minute
