"""Undoing a change of many tickets (ux.md): each goes back wholly, unless somebody has changed it since."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.bulk import BulkOutcome, state_of
from tickets.actions.handling import assign, set_priority
from tickets.actions.locks import lock_ticket
from tickets.actions.moving import apply_event
from tickets.actions.needing_answer import restore_need
from tickets.actions.saving import save_ticket
from tickets.actions.sla.settling import forget_ending
from tickets.actions.tasks.closing import take_confirmation_back
from tickets.actions.way_back import way_back
from tickets.domain.statuses import Party, Status
from tickets.models import Priority, Ticket
from tickets.permissions import check_can_work_on
from workload.models import Employee


def undo_changes(*, changes: Iterable[dict[str, Any]], by: Viewer, at: datetime) -> BulkOutcome:
    """Puts each ticket back to what it was; those that were changed since, or are no longer one's own, are refused."""
    outcome = BulkOutcome()
    for change in changes:
        try:
            restore_ticket(change=change, by=by, at=at)
            outcome.changed.append(change["number"])
        except Refused as refusal:
            outcome.refused.append((change["number"], str(refusal)))
        except Ticket.DoesNotExist:
            outcome.refused.append((change["number"], str(_("It is no longer yours to see."))))
    return outcome


@transaction.atomic
def restore_ticket(*, change: dict[str, Any], by: Viewer, at: datetime) -> None:
    """One ticket's way back. A new ticket that was taken up stays open: it has been begun with."""
    ticket = lock_ticket(Ticket(number=change["number"]), by=by)
    now = state_of(ticket)
    if any(now[name] != value for name, value in change["after"].items()):
        raise Refused(_("It was changed since."))
    before = change["before"]
    if ticket.status != before["status"]:
        go_back(ticket, Status(before["status"]), by=by, at=at)
    said = before.get("no_answer_needed_at", now["no_answer_needed_at"])
    if said != now["no_answer_needed_at"]:
        restore_need(ticket=ticket, said_at=datetime.fromisoformat(said) if said else None, by=by, at=at)
    if ticket.priority != before["priority"]:
        set_priority(ticket=ticket, priority=Priority(before["priority"]), by=by, at=at)
    if ticket.assignee_id != before["assignee_id"]:
        to = Employee.objects.filter(pk=before["assignee_id"]).first() if before["assignee_id"] else None
        assign(ticket=ticket, to=to, by=by, at=at)


def go_back(ticket: Ticket, status: Status, *, by: Viewer, at: datetime) -> None:
    """The locked ticket stands where it stood. What a hand-over or a closing has met, ended or confirmed goes on as if
    it had never been."""
    check_can_work_on(by, ticket)
    undone = ticket.status_changes.order_by("id").last()
    assert undone is not None, "its status has just been changed by many"
    for event in way_back(Status(ticket.status), status):
        apply_event(ticket, event, party=Party.STAFF, by=by, at=at, is_way_back=True)
    if undone.after == Status.CLOSED:
        take_confirmation_back(ticket, closed_at=undone.at, by=by, at=at)
    if undone.after in (Status.CLOSED, Status.RESOLVED):
        forget_ending(ticket, ended_at=undone.at, at=at)
    save_ticket(ticket, by=by, at=at)
