"""The life of an absence (L2): one table for buttons, actions and the API."""

from enum import StrEnum


class State(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    RECORDED = "recorded"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Event(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"


TABLE: dict[tuple[State, Event], State] = {
    (State.REQUESTED, Event.APPROVE): State.APPROVED,
    (State.REQUESTED, Event.REJECT): State.REJECTED,
    (State.REQUESTED, Event.CANCEL): State.CANCELLED,
    (State.RECORDED, Event.APPROVE): State.APPROVED,
    (State.RECORDED, Event.REJECT): State.REJECTED,
    (State.RECORDED, Event.CANCEL): State.CANCELLED,
    (State.APPROVED, Event.CANCEL): State.CANCELLED,
}
IN_FORCE = frozenset({State.APPROVED, State.RECORDED})


def after(state: State, event: Event) -> State | None:
    """The next state, None when the table has no such move."""
    return TABLE.get((state, event))


def events_of(state: State) -> list[Event]:
    """What can happen from here, in the order of the table."""
    return [event for (before, event) in TABLE if before is state]
