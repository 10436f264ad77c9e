"""One order of locking: ticket before everything that hangs on it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket
from tickets.models.sight import IsFollowed

# What permissions, silence and promises ask for. Each further table costs as much as the ticket itself.
READ_BESIDES = ("project", "department", "client", "sla_policy", "calendar")


def lock_ticket(ticket: Ticket, *, by: Viewer, also: Iterable[str] = ()) -> Ticket:
    """The ticket as it is now, locked to the end of the transaction. Ticket.DoesNotExist when `by` may not see it.

    A ticket that was not read yet is found by its number. `also`: further related rows that the deed will read.
    """
    named = {"pk": ticket.pk} if ticket.pk is not None else {"number": ticket.number}
    return whole_and_locked(Ticket.objects.visible_to(by), also=also).get(**named)


def whole_and_locked(tickets: QuerySet[Ticket], *, also: Iterable[str] = ()) -> QuerySet[Ticket]:
    """With all that a deed reads of a ticket, to be locked as they are fetched."""
    followed = tickets.annotate(has_followers=IsFollowed("id"))
    return followed.select_related(*READ_BESIDES, *also).select_for_update(of=("self",))
