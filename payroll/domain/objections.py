"""The life of an objection to a line of a payslip (Y4)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ObjectionState(StrEnum):
    """Open until somebody who answers for the person's pay has answered."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"


class ObjectionEvent(StrEnum):
    UPHOLD = "uphold"
    REJECT = "reject"


OBJECTION_TRANSITIONS: Final[Mapping[tuple[ObjectionState, ObjectionEvent], tuple[str, ObjectionState]]] = {
    (ObjectionState.OPEN, ObjectionEvent.UPHOLD): ("head", ObjectionState.UPHELD),
    (ObjectionState.OPEN, ObjectionEvent.REJECT): ("head", ObjectionState.REJECTED),
}


def after(state: ObjectionState, event: ObjectionEvent) -> ObjectionState | None:
    """The next state, None when the table has no such move: an answer stays."""
    move = OBJECTION_TRANSITIONS.get((state, event))
    return move[1] if move else None
