"""Linking tickets that belong together (T7)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.joining.locking import lock_two
from tickets.models import Ticket, TicketLink
from tickets.permissions import check_can_work_on


@transaction.atomic
def link_tickets(*, ticket: Ticket, other: Ticket, by: Viewer, at: datetime) -> TicketLink:
    """Ties two tickets that `by` sees; linking again gives the link that exists. Refused for a ticket with itself."""
    older, younger = _both(ticket, other, by=by)
    link, is_new = TicketLink.objects.get_or_create(
        first=older, second=younger, defaults={"linked_at": at, "linked_by_id": by.user_id}
    )
    if is_new:
        _note("ticket.link", older, younger, by=by, at=at)
    return link


@transaction.atomic
def unlink_tickets(*, ticket: Ticket, other: Ticket, by: Viewer, at: datetime) -> None:
    """Takes the tie away; nothing happens when there is none."""
    older, younger = _both(ticket, other, by=by)
    if TicketLink.objects.filter(first=older, second=younger).delete()[0]:
        _note("ticket.unlink", older, younger, by=by, at=at)


def _both(ticket: Ticket, other: Ticket, *, by: Viewer) -> tuple[Ticket, Ticket]:
    if ticket.pk == other.pk:
        raise Refused(_("A ticket is not linked with itself."), field="number")
    one, another = lock_two(ticket, other, by=by)
    check_can_work_on(by, one)
    return (one, another) if one.pk < another.pk else (another, one)


def _note(action: str, older: Ticket, younger: Ticket, *, by: Viewer, at: datetime) -> None:
    """In the trail of both."""
    for ticket, other in ((older, younger), (younger, older)):
        audit.record(action=action, target=ticket, by=by, at=at, after={"ticket": other.number})
