"""Moves of a ticket along its table of transitions (T4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.owed import recount_waiting, standing_promise
from tickets.actions.saving import save_ticket
from tickets.actions.sla.settling import note_move, note_waiting_again
from tickets.actions.tasks.closing import confirm_tasks
from tickets.actions.unfinished import check_nothing_left
from tickets.domain.statuses import Event, Party, Status, next_status
from tickets.models import StatusChange, Ticket, TicketStatus
from tickets.permissions import check_can_work_on
from tickets.queries.work_policies import silent_until


@transaction.atomic
def move_ticket(*, ticket: Ticket, event: Event, by: Viewer, at: datetime) -> Ticket:
    """What a person does with the status: start, ask, resolve, close, reopen. IllegalTransition when the table
    has no such move."""
    locked = lock_ticket(ticket, by=by)
    party = party_of(by)
    if party is Party.STAFF:
        check_can_work_on(by, locked)
    apply_event(locked, event, party=party, by=by, at=at)
    save_ticket(locked, by=by, at=at)
    return locked


def party_of(viewer: Viewer) -> Party:
    """Which side of the table the viewer plays."""
    if viewer.is_client:
        return Party.CLIENT
    return Party.STAFF if viewer.is_employee else Party.SYSTEM


def apply_event(
    ticket: Ticket, event: Event, *, party: Party, by: Viewer, at: datetime, is_way_back: bool = False
) -> None:
    """Moves a locked ticket and writes its history; the caller saves it. Handing over and closing are refused while
    something is left to do, but on the way back to where it was; closing confirms the tasks handed over (W4)."""
    if ticket.merged_into_id is not None:
        raise Refused(_("This ticket was merged into another. Go on there."))
    before = Status(ticket.status)
    after = next_status(before, event, party)
    if after is None:
        label = TicketStatus(before).label
        raise IllegalTransition(_("Not possible while the ticket is “%(status)s”.") % {"status": label})
    if after == before:
        return
    if after in (Status.RESOLVED, Status.CLOSED) and event is not Event.ARCHIVE and not is_way_back:
        check_nothing_left(ticket, party=party)
    if after is Status.CLOSED and event is not Event.ARCHIVE:
        confirm_tasks(ticket, party=party, by=by, at=at)
    ticket.status = TicketStatus(after)
    stamp_times(ticket, at=at)
    if before is Status.CLOSED:
        ticket.promised_until = standing_promise(ticket)
    if event is not Event.ARCHIVE:
        note_move(ticket, before, after, at=at)
    if before is Status.CLOSED and party is not Party.SYSTEM:
        wait_again(ticket)
    StatusChange.objects.create(
        ticket=ticket, event=event, before=before, after=after, at=at, by_id=by.user_id, by_name=by.name
    )
    audit.record(
        action=f"ticket.{event}", target=ticket, by=by, at=at, before={"status": before}, after={"status": after}
    )


def wait_again(ticket: Ticket) -> None:
    """Whoever waited when the ticket was closed waits again once a person opens it without a new message (T5)."""
    ticket.waiting_since = recount_waiting(ticket)
    if ticket.waiting_since is not None:
        note_waiting_again(ticket)


def stamp_times(ticket: Ticket, *, at: datetime) -> None:
    """Times that follow from the status: hand-over, closing, and when silence closes it (T4)."""
    if ticket.status == TicketStatus.RESOLVED:
        ticket.resolved_at = at
        ticket.closes_at = silent_until(ticket, at=at)
    else:
        ticket.closes_at = None
    ticket.closed_at = at if ticket.status == TicketStatus.CLOSED else None
    if ticket.status == TicketStatus.CLOSED:
        ticket.waiting_since = None
        ticket.promised_until = None
