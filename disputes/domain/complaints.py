"""The life of a complaint and of its mere suspicion, and whom it concerns (S6, P4)."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final


class ComplaintState(StrEnum):
    """Open until somebody whom it does not concern has confirmed or rejected it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class ComplaintEvent(StrEnum):
    CONFIRM = "confirm"
    REJECT = "reject"


COMPLAINT_TRANSITIONS: Final[Mapping[tuple[ComplaintState, ComplaintEvent], tuple[str, ComplaintState]]] = {
    (ComplaintState.OPEN, ComplaintEvent.CONFIRM): ("decider", ComplaintState.CONFIRMED),
    (ComplaintState.OPEN, ComplaintEvent.REJECT): ("decider", ComplaintState.REJECTED),
}
EVENT_OF: Final = {state: event for (_state, event), (_who, state) in COMPLAINT_TRANSITIONS.items()}


def after(state: ComplaintState, event: ComplaintEvent) -> ComplaintState | None:
    """The next state, None when the table has no such move: a decision is final."""
    move = COMPLAINT_TRANSITIONS.get((state, event))
    return move[1] if move else None


def whom_it_concerns(manager: int | None, head: int | None) -> tuple[int | None, int | None]:
    """(the manager, their head): each of them once, so that a head who answered is counted as the manager alone."""
    return manager, None if head == manager else head


def may_decide(
    *,
    employee: int | None,
    concerned: Collection[int | None],
    is_director: bool,
    leads: Collection[int],
    heads: Collection[int],
    department: int,
    stands_in: bool,
) -> bool:
    """The director or another department's head, and who stands in for a director whom it concerns; never one of those
    it concerns, nor the head of its department now (P4). `leads`: departments whose head the person is, `heads`: those
    of them by name; `department`: the complaint's."""
    if employee is None or employee in concerned or department in heads:
        return False
    return is_director or stands_in or any(one != department for one in leads)
