"""The status of a ticket follows the work on its tasks where the table allows it (T4, W4)."""

from datetime import datetime

from support_desk.shared.viewer import Viewer
from tickets.actions.moving import apply_event
from tickets.actions.saving import rouse
from tickets.actions.unfinished import is_anything_left
from tickets.domain.statuses import Event, Party, events_for
from tickets.domain.statuses import Status as TicketState
from tickets.domain.tasks import WITH_SPECIALIST, TaskEvent, TaskStatus
from tickets.models import Task, Ticket

# Steps that put work into a specialist's hands, that take it out again, and the last one before the client.
GIVING = (TaskEvent.OFFER, TaskEvent.EXPLAIN, TaskEvent.RETURN, TaskEvent.ASK_CHANGES)
TAKING = (TaskEvent.ASK, TaskEvent.DECLINE, TaskEvent.SUBMIT, TaskEvent.CANCEL)

# What the specialist has to say wakes a snoozed ticket.
WAKING = (TaskEvent.ASK, TaskEvent.DECLINE, TaskEvent.SUBMIT)


def follow_work(ticket: Ticket, event: TaskEvent, *, by: Viewer, at: datetime) -> None:
    """Moves a locked ticket after a step of one of its tasks; the caller saves it.

    It begins to wait for the specialist unless it waits for the client, opens once no specialist has work left, and is
    resolved with the last hand-over, when no question of a letter or to the client is open either. Other steps leave
    what a manager has chosen.
    """
    if event in WAKING:
        rouse(ticket)
    if event in GIVING:
        begin_to_wait(ticket, by=by, at=at)
    elif event in TAKING:
        _stop_waiting(ticket, by=by, at=at)
    elif event is TaskEvent.HAND_OVER and not is_anything_left(ticket):
        _move(ticket, Event.RESOLVE, by=by, at=at)


def begin_to_wait(ticket: Ticket, *, by: Viewer, at: datetime) -> None:
    """The locked ticket waits for a specialist who has work on it, unless it waits for the client; the caller saves."""
    if ticket.status == TicketState.RESOLVED:
        _move(ticket, Event.REOPEN, by=by, at=at)
    if ticket.status in (TicketState.NEW, TicketState.OPEN) and _has(ticket, only=WITH_SPECIALIST):
        _move(ticket, Event.ASK_SPECIALIST, by=by, at=at)


def _stop_waiting(ticket: Ticket, *, by: Viewer, at: datetime) -> None:
    if ticket.status == TicketState.WAITING_SPECIALIST and not _has(ticket, only=WITH_SPECIALIST):
        _move(ticket, Event.START, by=by, at=at)


def _move(ticket: Ticket, event: Event, *, by: Viewer, at: datetime) -> None:
    if event in events_for(TicketState(ticket.status), Party.STAFF):
        apply_event(ticket, event, party=Party.STAFF, by=by, at=at)


def _has(ticket: Ticket, *, only: tuple[TaskStatus, ...]) -> bool:
    """Whether somebody has a task of the ticket in one of those states."""
    return Task.objects.filter(ticket=ticket, status__in=only, assignee__isnull=False).exists()
