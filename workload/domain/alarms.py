"""The life of an overload alarm (L8): one table for buttons, actions, the API and the picture in the README."""

from enum import StrEnum


class State(StrEnum):
    """PROPOSED by the system, until a manager raises it or the head decides; DECIDED until its effect is known."""

    PROPOSED = "proposed"
    RAISED = "raised"
    DECIDED = "decided"
    CLOSED = "closed"


class Event(StrEnum):
    RAISE = "raise"
    DECIDE = "decide"
    CLOSE = "close"


TABLE: dict[tuple[State, Event], State] = {
    (State.PROPOSED, Event.RAISE): State.RAISED,
    (State.PROPOSED, Event.DECIDE): State.DECIDED,
    (State.PROPOSED, Event.CLOSE): State.CLOSED,
    (State.RAISED, Event.DECIDE): State.DECIDED,
    (State.RAISED, Event.CLOSE): State.CLOSED,
    (State.DECIDED, Event.CLOSE): State.CLOSED,
}
OPEN = (State.PROPOSED, State.RAISED)


def after(state: State, event: Event) -> State | None:
    """The next state, None when the table has no such move."""
    return TABLE.get((state, event))


def events_of(state: State) -> list[Event]:
    """What can happen from here, in the order of the table."""
    return [event for (before, event) in TABLE if before is state]
