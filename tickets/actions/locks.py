"""One order of locking: ticket before everything that hangs on it."""

from django.db.models import QuerySet

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket


def lock_ticket(ticket: Ticket, *, by: Viewer) -> Ticket:
    """The ticket as it is now, locked to the end of the transaction. Ticket.DoesNotExist when `by` may not see it.

    A ticket that was not read yet is found by its number.
    """
    named = {"pk": ticket.pk} if ticket.pk is not None else {"number": ticket.number}
    return whole_and_locked(Ticket.objects.visible_to(by)).get(**named)


def whole_and_locked(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """With all that a deed reads of a ticket, to be locked as they are fetched."""
    whole = tickets.select_related("project", "requester", "department", "client", "sla_policy", "calendar")
    return whole.select_for_update(of=("self",))
