"""Two tickets about one matter become one (T7)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.joining.clocks import carry_clocks
from tickets.actions.joining.locking import lock_with_merged
from tickets.actions.joining.moving_messages import move_messages, tell_anew
from tickets.actions.moving import apply_event
from tickets.actions.saving import save_ticket
from tickets.actions.sla.book import about_of
from tickets.domain.clocks import Happening, What
from tickets.domain.statuses import Event, Party
from tickets.models import Approval, Clock, Draft, Follower, Task, Ticket, TicketMerge, TicketStatus
from tickets.permissions import check_can_work_on
from tickets.queries.awaited import approvals_awaited


@transaction.atomic
def merge_tickets(*, ticket: Ticket, into: Ticket, by: Viewer, at: datetime) -> Ticket:
    """Everything of `ticket` goes on in `into`, which is returned; `ticket` is closed and leads there.

    Logged time stays where it was logged (W7). Whoever was writing to `ticket` finds their draft in `into`, or, where
    they write there as well, on the closed ticket: no text is lost. Refused, naming the field, for tickets of two
    clients, one that is merged already, and into a closed one. Merging again changes nothing. What went over is written
    down, so that it can be undone (`undoing_merge`).
    """
    if ticket.pk == into.pk:
        raise Refused(_("A ticket is not merged with itself."), field="number")
    source, target = lock_with_merged(ticket, into, merged_into=ticket, by=by)
    check_can_work_on(by, source)
    check_can_work_on(by, target)
    if source.merged_into_id == target.pk:
        return target
    _check(source, target)
    merge = TicketMerge(source=source, target=target, merged_at=at, merged_by_id=by.user_id)
    merge.moved = facts_before(source, target)
    move_messages(merge.moved["messages"], source=source, target=target)
    merge.moved |= _move_what_hangs_on_it(source, target)
    _move_approvals(source, target, at=at)
    merge.save()
    tell_anew(target, by=by, at=at)
    carry_clocks(source, target, at=at)
    _close(source, target, by=by, at=at)
    save_ticket(target, by=by, at=at)
    said = {"ticket": source.number, "messages": len(merge.moved["messages"])}
    audit.record(action="ticket.merge", target=target, by=by, at=at, after=said)
    return target


def facts_before(source: Ticket, target: Ticket) -> dict[str, Any]:
    """What of both an undo will need, as JSON can carry it."""
    came_from = dict(source.messages.values_list("pk", "moved_from"))
    return {
        "messages": list(came_from),
        "came_from": {str(pk): ticket for pk, ticket in came_from.items() if ticket is not None},
        "last_message": target.messages.aggregate(last=Max("pk", default=0))["last"],
        "source": _standing(source),
        "target": _standing(target),
    }


def _standing(ticket: Ticket) -> dict[str, Any]:
    until = ticket.snoozed_until
    return {
        "status": str(ticket.status),
        "snoozed_until": until.isoformat() if until else None,
        "snoozed_by": ticket.snoozed_by_id,
    }


def _check(source: Ticket, target: Ticket) -> None:
    if source.merged_into_id or target.merged_into_id:
        raise Refused(_("One of them was merged already. Open the ticket that it went into."), field="number")
    if target.status == TicketStatus.CLOSED:
        raise Refused(_("That ticket is closed. Reopen it first."), field="number")
    if source.client_id != target.client_id:
        raise Refused(_("These are tickets of two clients: each would read the other’s letters."), field="number")
    if source.client_id is None and source.requester_address.lower() != target.requester_address.lower():
        raise Refused(_("These are leads of two senders: each would read the other’s letters."), field="number")


def _move_what_hangs_on_it(source: Ticket, target: Ticket) -> dict[str, list[int]]:
    """The keys of what went over: of followers those of the employees."""
    known = Follower.objects.filter(ticket=target).values("employee")
    new = Follower.objects.filter(ticket=source).exclude(employee__in=known)
    followers = list(new.values_list("employee", flat=True))
    writing = set(Draft.objects.filter(ticket=target).values_list("user_id", "kind"))
    drafts = [row.pk for row in source.drafts.all() if (row.user_id, row.kind) not in writing]
    Follower.objects.filter(ticket=source, employee__in=followers).update(ticket=target)
    Draft.objects.filter(pk__in=drafts).update(ticket=target)
    return {
        "tasks": _moved(Task.objects.filter(ticket=source), ticket=target),
        "approvals": _moved(Approval.objects.filter(ticket=source), ticket=target),
        "merged": _moved(Ticket.objects.filter(merged_into=source), merged_into=target),
        "followers": followers,
        "drafts": drafts,
    }


def _moved(rows: QuerySet[Any], **place: Ticket) -> list[int]:
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        rows.model._default_manager.filter(pk__in=keys).update(**place)
    return keys


def _move_approvals(source: Ticket, target: Ticket, *, at: datetime) -> None:
    """The clocks of its tasks' estimates and overruns run on there; one that nobody counted here begins there."""
    clocks = Clock.objects.unfinished().filter(ticket=source, kind=Clock.Kind.APPROVAL)
    moved = [about_of(row) for row in clocks]
    clocks.update(ticket=target)
    awaited = approvals_awaited([target.pk]).get(target.pk, [])
    paused = [about for about in moved if about and about not in awaited]
    happened = [(What.APPROVAL_AWAITED, about) for about in awaited] + [
        (What.APPROVAL_ASKED, about) for about in paused
    ]
    target.happenings.extend(Happening(what, at, about=about) for what, about in happened)


def _close(source: Ticket, target: Ticket, *, by: Viewer, at: datetime) -> None:
    """Closed, empty, and leading to the ticket that goes on."""
    if source.status != TicketStatus.CLOSED:
        apply_event(source, Event.CLOSE, party=Party.STAFF, by=by, at=at)
    source.merged_into = target
    source.message_count = source.item_count = source.answered_item_count = source.settled_item_count = 0
    save_ticket(source, by=by, at=at)
    audit.record(action="ticket.merged", target=source, by=by, at=at, after={"into": target.number})
