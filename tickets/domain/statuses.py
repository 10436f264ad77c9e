"""Allowed moves of a ticket (T4): one table gives the buttons, the API's actions and the picture in the README."""

from enum import StrEnum
from itertools import pairwise


class Status(StrEnum):
    NEW = "new"
    OPEN = "open"
    WAITING_CLIENT = "waiting_client"
    WAITING_SPECIALIST = "waiting_specialist"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Event(StrEnum):
    CLIENT_WRITES = "client_writes"
    START = "start"
    ASK_CLIENT = "ask_client"
    ASK_SPECIALIST = "ask_specialist"
    RESOLVE = "resolve"
    CLOSE = "close"
    REOPEN = "reopen"
    FALL_SILENT = "fall_silent"
    ARCHIVE = "archive"


class Party(StrEnum):
    """Who may cause an event: our people, the client, or the desk itself."""

    STAFF = "staff"
    CLIENT = "client"
    SYSTEM = "system"


WORKING = (Status.NEW, Status.OPEN, Status.WAITING_CLIENT, Status.WAITING_SPECIALIST)

TRANSITIONS: dict[tuple[Status, Event], tuple[frozenset[Party], Status]] = {
    (Status.NEW, Event.CLIENT_WRITES): (frozenset({Party.CLIENT, Party.SYSTEM}), Status.NEW),
    (Status.OPEN, Event.CLIENT_WRITES): (frozenset({Party.CLIENT, Party.SYSTEM}), Status.OPEN),
    (Status.WAITING_CLIENT, Event.CLIENT_WRITES): (frozenset({Party.CLIENT, Party.SYSTEM}), Status.OPEN),
    (Status.WAITING_SPECIALIST, Event.CLIENT_WRITES): (
        frozenset({Party.CLIENT, Party.SYSTEM}),
        Status.WAITING_SPECIALIST,
    ),
    (Status.RESOLVED, Event.CLIENT_WRITES): (frozenset({Party.CLIENT, Party.SYSTEM}), Status.OPEN),
    (Status.NEW, Event.START): (frozenset({Party.STAFF}), Status.OPEN),
    (Status.WAITING_CLIENT, Event.START): (frozenset({Party.STAFF}), Status.OPEN),
    (Status.WAITING_SPECIALIST, Event.START): (frozenset({Party.STAFF}), Status.OPEN),
    (Status.NEW, Event.ASK_CLIENT): (frozenset({Party.STAFF}), Status.WAITING_CLIENT),
    (Status.OPEN, Event.ASK_CLIENT): (frozenset({Party.STAFF}), Status.WAITING_CLIENT),
    (Status.WAITING_SPECIALIST, Event.ASK_CLIENT): (frozenset({Party.STAFF}), Status.WAITING_CLIENT),
    (Status.NEW, Event.ASK_SPECIALIST): (frozenset({Party.STAFF}), Status.WAITING_SPECIALIST),
    (Status.OPEN, Event.ASK_SPECIALIST): (frozenset({Party.STAFF}), Status.WAITING_SPECIALIST),
    (Status.WAITING_CLIENT, Event.ASK_SPECIALIST): (frozenset({Party.STAFF}), Status.WAITING_SPECIALIST),
    (Status.NEW, Event.RESOLVE): (frozenset({Party.STAFF}), Status.RESOLVED),
    (Status.OPEN, Event.RESOLVE): (frozenset({Party.STAFF}), Status.RESOLVED),
    (Status.WAITING_CLIENT, Event.RESOLVE): (frozenset({Party.STAFF}), Status.RESOLVED),
    (Status.WAITING_SPECIALIST, Event.RESOLVE): (frozenset({Party.STAFF}), Status.RESOLVED),
    (Status.NEW, Event.CLOSE): (frozenset({Party.STAFF}), Status.CLOSED),
    (Status.OPEN, Event.CLOSE): (frozenset({Party.STAFF}), Status.CLOSED),
    (Status.WAITING_CLIENT, Event.CLOSE): (frozenset({Party.STAFF}), Status.CLOSED),
    (Status.WAITING_SPECIALIST, Event.CLOSE): (frozenset({Party.STAFF}), Status.CLOSED),
    (Status.RESOLVED, Event.CLOSE): (frozenset({Party.STAFF, Party.CLIENT}), Status.CLOSED),
    (Status.RESOLVED, Event.FALL_SILENT): (frozenset({Party.SYSTEM}), Status.CLOSED),
    (Status.NEW, Event.ARCHIVE): (frozenset({Party.SYSTEM}), Status.CLOSED),
    (Status.RESOLVED, Event.REOPEN): (frozenset({Party.STAFF, Party.CLIENT}), Status.OPEN),
    (Status.CLOSED, Event.REOPEN): (frozenset({Party.STAFF, Party.CLIENT, Party.SYSTEM}), Status.OPEN),
}


def next_status(status: Status, event: Event, party: Party) -> Status | None:
    """The state after `event`, or None where the table has no such move for `party`."""
    parties, target = TRANSITIONS.get((status, event), (frozenset[Party](), status))
    return target if party in parties else None


def events_for(status: Status, party: Party) -> tuple[Event, ...]:
    """What `party` may do in `status`, in the table's order."""
    return tuple(event for (state, event), (parties, _) in TRANSITIONS.items() if state == status and party in parties)


def is_path(statuses: list[Status]) -> bool:
    """Whether a history is a walk along the table (I7)."""
    moves = {(state, target) for (state, _), (_, target) in TRANSITIONS.items()}
    return all(pair in moves for pair in pairwise(statuses))
