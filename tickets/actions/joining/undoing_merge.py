"""Taking a merged ticket out of the one it went on in (T7)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.joining.clocks import give_clocks_back
from tickets.actions.joining.locking import lock_with_merged
from tickets.actions.joining.merge_obstacles import check_nothing_ties_them
from tickets.actions.joining.moving_messages import tell_anew
from tickets.actions.moving import apply_event
from tickets.actions.saving import save_ticket
from tickets.actions.sla.settling import forget_ending, note_status
from tickets.actions.way_back import way_back
from tickets.domain.statuses import Event, Party, Status
from tickets.models import (
    Approval,
    Clock,
    Draft,
    Follower,
    LetterItem,
    Message,
    Task,
    Ticket,
    TicketMerge,
    TicketStatus,
)
from tickets.permissions import check_can_work_on
from workload.models import Employee


def standing_merge(ticket: Ticket) -> TicketMerge:
    """The merge by which `ticket` went on in another. Refused when it was not merged."""
    merge = TicketMerge.objects.standing().filter(source=ticket).first()
    if merge is None:
        raise Refused(_("This ticket was not merged into another."))
    return merge


@transaction.atomic
def undo_merge(*, merge: TicketMerge, by: Viewer, at: datetime) -> Ticket:
    """The merged ticket as it was, which is returned: its messages, tasks, questions to the client, followers and
    drafts come back, its status and its clocks go on. What came to the other ticket since, stays there.

    A status "new" comes back as "open", for the table has no way to it; a snoozing ends if its time is over. Refused,
    saying what, once something has happened that belongs to both. Undoing again changes nothing.
    """
    source, target = lock_with_merged(merge.source, merge.target, merged_into=merge.target, by=by)
    locked = TicketMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    check_can_work_on(by, source)
    check_can_work_on(by, target)
    if locked.undone_at is not None:
        return source
    check_nothing_ties_them(locked, source, target)
    _give_back(locked, source, target)
    source.merged_into = None
    messages = locked.moved["messages"]
    give_clocks_back(messages, source=source, target=target, merged_at=locked.merged_at, at=at)
    _restore_source(locked, source, target, by=by, at=at)
    _restore_target(locked, target, by=by, at=at)
    locked.undone_at, locked.undone_by_id = at, by.user_id
    locked.save(update_fields=["undone_at", "undone_by"])
    said = {"ticket": source.number, "messages": len(messages)}
    audit.record(action="ticket.unmerge", target=target, by=by, at=at, after=said)
    audit.record(action="ticket.unmerged", target=source, by=by, at=at, before={"into": target.number})
    return source


def _give_back(merge: TicketMerge, source: Ticket, target: Ticket) -> None:
    """Everything that went over, as far as it is still in `target`. Who stopped following does not begin again, and a
    draft that was written on since stays where it is written."""
    moved = merge.moved
    Message.objects.filter(pk__in=moved["messages"]).update(ticket=source, moved_from=None)
    for key, earlier in moved["came_from"].items():
        Message.objects.filter(pk=int(key)).update(moved_from=earlier)
    LetterItem.objects.filter(message__in=moved["messages"]).update(ticket=source)
    Task.objects.filter(pk__in=moved["tasks"]).update(ticket=source)
    Approval.objects.filter(pk__in=moved["approvals"]).update(ticket=source)
    of_tasks = Q(estimate__task__in=moved["tasks"]) | Q(overrun__task__in=moved["tasks"])
    Clock.objects.filter(of_tasks, ticket=target, kind=Clock.Kind.APPROVAL).update(ticket=source)
    Ticket.objects.filter(pk__in=moved["merged"], merged_into=target).update(merged_into=source)
    there = Follower.objects.filter(ticket=source).values("employee")
    back = Follower.objects.filter(ticket=target, employee__in=moved["followers"])
    back.exclude(employee__in=there).update(ticket=source)
    writing = set(source.drafts.values_list("user_id", "kind"))
    for draft in target.drafts.filter(pk__in=moved["drafts"], saved_at__lte=merge.merged_at):
        if (draft.user_id, draft.kind) not in writing:
            Draft.objects.filter(pk=draft.pk).update(ticket=source)


def _restore_source(merge: TicketMerge, source: Ticket, target: Ticket, *, by: Viewer, at: datetime) -> None:
    """Its status from before; what was said to need no answer in the other ticket needs none here."""
    said = target.no_answer_needed_at
    if said is not None and said >= merge.merged_at:
        source.no_answer_needed_at = said
    _go_back(source, Status(merge.moved["source"]["status"]), by=by, at=at)
    tell_anew(source, by=by, at=at)
    forget_ending(source, ended_at=merge.merged_at, at=at)
    note_status(source, at=at)
    _snooze_again(source, merge.moved["source"], at=at)
    save_ticket(source, by=by, at=at)


def _restore_target(merge: TicketMerge, target: Ticket, *, by: Viewer, at: datetime) -> None:
    """What the merge itself has done to it: letters that came with it may have woken it."""
    tell_anew(target, by=by, at=at)
    last = target.status_changes.order_by("id").last()
    is_woken = last is not None and last.at == merge.merged_at and last.event == Event.CLIENT_WRITES
    if is_woken and target.waiting_since is None:
        _go_back(target, Status(merge.moved["target"]["status"]), by=by, at=at)
    _snooze_again(target, merge.moved["target"], at=at)
    save_ticket(target, by=by, at=at)


def _go_back(ticket: Ticket, status: Status, *, by: Viewer, at: datetime) -> None:
    for event in way_back(Status(ticket.status), status):
        apply_event(ticket, event, party=Party.STAFF, by=by, at=at, is_way_back=True)


def _snooze_again(ticket: Ticket, was: dict[str, Any], *, at: datetime) -> None:
    until = datetime.fromisoformat(was["snoozed_until"]) if was["snoozed_until"] else None
    is_quiet = ticket.waiting_since is None and ticket.status != TicketStatus.CLOSED
    if until is not None and until > at and is_quiet and ticket.snoozed_until is None:
        ticket.snoozed_until, ticket.snoozed_by = until, Employee.objects.filter(pk=was["snoozed_by"]).first()
