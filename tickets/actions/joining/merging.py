"""Two tickets about one matter become one (T7)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.joining.clocks import carry_clocks
from tickets.actions.joining.locking import lock_two
from tickets.actions.joining.moving_messages import move_messages, tell_anew
from tickets.actions.moving import apply_event
from tickets.actions.saving import save_ticket
from tickets.domain.statuses import Event, Party
from tickets.models import Approval, Draft, Follower, Task, Ticket, TicketStatus
from tickets.permissions import check_can_work_on


@transaction.atomic
def merge_tickets(*, ticket: Ticket, into: Ticket, by: Viewer, at: datetime) -> Ticket:
    """Everything of `ticket` goes on in `into`, which is returned; `ticket` is closed and leads there.

    Logged time stays where it was logged (W7). Whoever was writing to `ticket` finds their draft in `into`, or, where
    they write there as well, on the closed ticket: no text is lost. Refused, naming the field, for tickets of two
    clients, one that is merged already, and into a closed one. Merging again changes nothing.
    """
    if ticket.pk == into.pk:
        raise Refused(_("A ticket is not merged with itself."), field="number")
    source, target = lock_two(ticket, into, by=by)
    check_can_work_on(by, source)
    check_can_work_on(by, target)
    if source.merged_into_id == target.pk:
        return target
    _check(source, target)
    moved = list(source.messages.values_list("pk", flat=True))
    move_messages(moved, source=source, target=target)
    _move_what_hangs_on_it(source, target)
    tell_anew(target, by=by, at=at)
    carry_clocks(source, target, at=at)
    _close(source, target, by=by, at=at)
    save_ticket(target, by=by, at=at)
    audit.record(
        action="ticket.merge", target=target, by=by, at=at, after={"ticket": source.number, "messages": len(moved)}
    )
    return target


def _check(source: Ticket, target: Ticket) -> None:
    if source.merged_into_id or target.merged_into_id:
        raise Refused(_("One of them was merged already. Open the ticket that it went into."), field="number")
    if target.status == TicketStatus.CLOSED:
        raise Refused(_("That ticket is closed. Reopen it first."), field="number")
    if source.client_id != target.client_id:
        raise Refused(_("These are tickets of two clients: each would read the other’s letters."), field="number")
    if source.client_id is None and source.requester_address.lower() != target.requester_address.lower():
        raise Refused(_("These are leads of two senders: each would read the other’s letters."), field="number")


def _move_what_hangs_on_it(source: Ticket, target: Ticket) -> None:
    Task.objects.filter(ticket=source).update(ticket=target)
    Approval.objects.filter(ticket=source).update(ticket=target)
    known = Follower.objects.filter(ticket=target).values("employee")
    Follower.objects.filter(ticket=source).exclude(employee__in=known).update(ticket=target)
    writing = set(Draft.objects.filter(ticket=target).values_list("user_id", "kind"))
    for draft in Draft.objects.filter(ticket=source):
        if (draft.user_id, draft.kind) not in writing:
            Draft.objects.filter(pk=draft.pk).update(ticket=target)
    Ticket.objects.filter(merged_into=source).update(merged_into=target)


def _close(source: Ticket, target: Ticket, *, by: Viewer, at: datetime) -> None:
    """Closed, empty, and leading to the ticket that goes on."""
    if source.status != TicketStatus.CLOSED:
        apply_event(source, Event.CLOSE, party=Party.STAFF, by=by, at=at)
    source.merged_into = target
    source.message_count = source.item_count = source.answered_item_count = source.settled_item_count = 0
    save_ticket(source, by=by, at=at)
    audit.record(action="ticket.merged", target=source, by=by, at=at, after={"into": target.number})
