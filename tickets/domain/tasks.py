"""Allowed moves of a task (W1, W4): one table gives the buttons, the API's actions and the picture in the README."""

from enum import StrEnum
from itertools import pairwise


class TaskStatus(StrEnum):
    """`DECLINED` waits for another specialist, `ASKED` for the manager's answer, `CHECKED` to be handed over."""

    OFFERED = "offered"
    ASKED = "asked"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    REWORK = "rework"
    CHECKED = "checked"
    HANDED_OVER = "handed_over"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class TaskEvent(StrEnum):
    """What happens to a task. `CHECK` accepts the result, `RETURN` sends it back with a reason; `ASK_CHANGES` is a
    client's wish inside the original scope, which is rework; `TAKE_BACK` that the reply which closed the ticket, and so
    confirmed the task, was taken back before it left."""

    OFFER = "offer"
    ACCEPT = "accept"
    ASK = "ask"
    EXPLAIN = "explain"
    DECLINE = "decline"
    START = "start"
    SUBMIT = "submit"
    CHECK = "check"
    RETURN = "return"
    HAND_OVER = "hand_over"
    CONFIRM = "confirm"
    ASK_CHANGES = "ask_changes"
    CANCEL = "cancel"
    TAKE_BACK = "take_back"


class TaskParty(StrEnum):
    """Who may cause an event: the assignee, who manages the task, the client, or the desk itself."""

    SPECIALIST = "specialist"
    MANAGER = "manager"
    CLIENT = "client"
    SYSTEM = "system"


S, E, P = TaskStatus, TaskEvent, TaskParty

FINISHED = (S.CONFIRMED, S.CANCELLED)
WORKABLE = (S.ACCEPTED, S.IN_PROGRESS, S.REWORK)
# Work on it can still be billed: what comes after the result is rework.
BILLING = (S.OFFERED, S.ASKED, S.DECLINED, S.ACCEPTED, S.IN_PROGRESS)
# Whose turn it is: the specialist's, the manager's, the client's; nothing is left to do in a finished one.
WITH_SPECIALIST = (S.OFFERED, *WORKABLE)
WITH_MANAGER = (S.ASKED, S.DECLINED, S.SUBMITTED, S.CHECKED)
HANDED = (S.HANDED_OVER, *FINISHED)
OPEN = (*WITH_SPECIALIST, *WITH_MANAGER)

# The desk takes up again what somebody had taken up before it was given away and back.
RESUMING = frozenset({P.SPECIALIST, P.SYSTEM})
SPECIALIST, MANAGER = frozenset({P.SPECIALIST}), frozenset({P.MANAGER})
EITHER_SIDE = frozenset({P.CLIENT, P.MANAGER, P.SYSTEM})

TASK_TRANSITIONS: dict[tuple[TaskStatus, TaskEvent], tuple[frozenset[TaskParty], TaskStatus]] = {
    (S.OFFERED, E.ACCEPT): (RESUMING, S.ACCEPTED),
    (S.OFFERED, E.ASK): (SPECIALIST, S.ASKED),
    (S.OFFERED, E.DECLINE): (SPECIALIST, S.DECLINED),
    (S.OFFERED, E.OFFER): (MANAGER, S.OFFERED),
    (S.OFFERED, E.CANCEL): (MANAGER, S.CANCELLED),
    (S.ASKED, E.EXPLAIN): (MANAGER, S.OFFERED),
    (S.ASKED, E.OFFER): (MANAGER, S.OFFERED),
    (S.ASKED, E.CANCEL): (MANAGER, S.CANCELLED),
    (S.DECLINED, E.OFFER): (MANAGER, S.OFFERED),
    (S.DECLINED, E.CANCEL): (MANAGER, S.CANCELLED),
    (S.ACCEPTED, E.START): (RESUMING, S.IN_PROGRESS),
    (S.ACCEPTED, E.ASK): (SPECIALIST, S.ASKED),
    (S.ACCEPTED, E.DECLINE): (SPECIALIST, S.DECLINED),
    (S.ACCEPTED, E.SUBMIT): (SPECIALIST, S.SUBMITTED),
    (S.ACCEPTED, E.OFFER): (MANAGER, S.OFFERED),
    (S.ACCEPTED, E.CANCEL): (MANAGER, S.CANCELLED),
    (S.IN_PROGRESS, E.SUBMIT): (SPECIALIST, S.SUBMITTED),
    (S.IN_PROGRESS, E.OFFER): (MANAGER, S.OFFERED),
    (S.IN_PROGRESS, E.CANCEL): (MANAGER, S.CANCELLED),
    (S.SUBMITTED, E.CHECK): (MANAGER, S.CHECKED),
    (S.SUBMITTED, E.RETURN): (MANAGER, S.REWORK),
    (S.REWORK, E.SUBMIT): (SPECIALIST, S.SUBMITTED),
    (S.REWORK, E.OFFER): (MANAGER, S.OFFERED),
    (S.REWORK, E.CANCEL): (MANAGER, S.CANCELLED),
    (S.CHECKED, E.HAND_OVER): (MANAGER, S.HANDED_OVER),
    (S.CHECKED, E.RETURN): (MANAGER, S.REWORK),
    (S.HANDED_OVER, E.CONFIRM): (EITHER_SIDE, S.CONFIRMED),
    (S.HANDED_OVER, E.ASK_CHANGES): (frozenset({P.CLIENT, P.MANAGER}), S.REWORK),
    (S.CONFIRMED, E.TAKE_BACK): (frozenset({P.SYSTEM}), S.HANDED_OVER),
}


def next_task_status(status: TaskStatus, event: TaskEvent, party: TaskParty) -> TaskStatus | None:
    """The state after `event`, or None where the table has no such move for `party`."""
    parties, target = TASK_TRANSITIONS.get((status, event), (frozenset[TaskParty](), status))
    return target if party in parties else None


def task_events_for(status: TaskStatus, party: TaskParty) -> tuple[TaskEvent, ...]:
    """What `party` may do in `status`, in the table's order."""
    found = TASK_TRANSITIONS.items()
    return tuple(event for (state, event), (parties, _) in found if state == status and party in parties)


def is_task_path(statuses: list[TaskStatus]) -> bool:
    """Whether a history is a walk along the table (I7)."""
    moves = {(state, target) for (state, _), (_, target) in TASK_TRANSITIONS.items()}
    return all(pair in moves for pair in pairwise(statuses))
