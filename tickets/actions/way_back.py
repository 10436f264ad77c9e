"""The way back to a status that a ticket had, along its table (T4)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import IllegalTransition
from tickets.domain.statuses import Event, Party, Status, events_for

# Over "open" where there is no straight way.
OPENING = (Event.REOPEN, Event.START)
ENTERING = {
    Status.WAITING_CLIENT: Event.ASK_CLIENT,
    Status.WAITING_SPECIALIST: Event.ASK_SPECIALIST,
    Status.RESOLVED: Event.RESOLVE,
    Status.CLOSED: Event.CLOSE,
}


def way_back(status: Status, target: Status) -> list[Event]:
    """The events of our people that lead from `status` to `target`, or to "open" where `target` was "new"."""
    if status == target:
        return []
    opening = [event for event in OPENING if event in events_for(status, Party.STAFF)]
    entering = ENTERING.get(target)
    if entering in events_for(status, Party.STAFF):
        return [entering] if entering else []
    if not opening and status is not Status.OPEN:
        raise IllegalTransition(_("There is no way back from here."))
    return [*opening[:1], *([entering] if entering else [])]
