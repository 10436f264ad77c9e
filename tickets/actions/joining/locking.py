"""Two tickets at once, always in the same order, and the one that goes on with a merged one."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Conflict
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.models import Ticket


def lock_two(first: Ticket, second: Ticket, *, by: Viewer) -> tuple[Ticket, Ticket]:
    """Both as they are now, locked by their keys in ascending order. Ticket.DoesNotExist when `by` may not see one."""
    locked = {ticket.pk: lock_ticket(ticket, by=by) for ticket in sorted((first, second), key=lambda each: each.pk)}
    return locked[first.pk], locked[second.pk]


def lock_with_merged(first: Ticket, second: Ticket, *, merged_into: Ticket, by: Viewer) -> tuple[Ticket, Ticket]:
    """Both, and in the same order whatever was merged into one of them and will lead elsewhere with it. Conflict when
    another one was merged into it at this moment."""
    pair = (first.pk, second.pk)
    led = set(Ticket.objects.filter(merged_into=merged_into.pk).values_list("pk", flat=True))
    system = Viewer.system(by.at)
    keys = sorted(led.union(pair))
    locked = {key: lock_ticket(Ticket(pk=key), by=by if key in pair else system) for key in keys}
    if Ticket.objects.filter(merged_into=merged_into.pk).exclude(pk__in=keys).exists():
        raise Conflict(_("Another ticket was merged there at this moment. Look at it and try again."))
    return locked[first.pk], locked[second.pk]


def lock_where_it_goes_on(ticket: Ticket, *, by: Viewer) -> Ticket:
    """The locked ticket, or the one that it was merged into."""
    locked = lock_ticket(ticket, by=by)
    return lock_ticket(Ticket(pk=locked.merged_into_id), by=by) if locked.merged_into_id else locked
