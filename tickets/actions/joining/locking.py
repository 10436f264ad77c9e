"""Two tickets at once, always in the same order, and the one that goes on with a merged one."""

from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.models import Ticket


def lock_two(first: Ticket, second: Ticket, *, by: Viewer) -> tuple[Ticket, Ticket]:
    """Both as they are now, locked by their keys in ascending order. Ticket.DoesNotExist when `by` may not see one."""
    locked = {ticket.pk: lock_ticket(ticket, by=by) for ticket in sorted((first, second), key=lambda each: each.pk)}
    return locked[first.pk], locked[second.pk]


def lock_where_it_goes_on(ticket: Ticket, *, by: Viewer) -> Ticket:
    """The locked ticket, or the one that it was merged into."""
    locked = lock_ticket(ticket, by=by)
    return lock_ticket(Ticket(pk=locked.merged_into_id), by=by) if locked.merged_into_id else locked
