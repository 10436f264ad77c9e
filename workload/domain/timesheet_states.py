"""The life of a timesheet (L5): one table for buttons, actions, the API and the picture in the README."""

from enum import StrEnum


class SheetState(StrEnum):
    FILLED = "filled"
    COMPLETED = "completed"
    APPROVED = "approved"
    CLOSED = "closed"


class SheetEvent(StrEnum):
    """`CHANGE`: the days were filled anew and came out otherwise. `CORRECT`: a person set a day. Both take the marks
    back. `CLOSE`: the month of the department was closed."""

    COMPLETE = "complete"
    APPROVE = "approve"
    REOPEN = "reopen"
    CORRECT = "correct"
    CHANGE = "change"
    CLOSE = "close"


class SheetParty(StrEnum):
    """Who causes an event: the person, the office manager or head who keeps the sheet, who approves it (the head; the
    head's own one level up), the desk itself."""

    EMPLOYEE = "employee"
    KEEPER = "keeper"
    APPROVER = "approver"
    SYSTEM = "system"


S, E, P = SheetState, SheetEvent, SheetParty
ANY_HAND = frozenset({P.EMPLOYEE, P.KEEPER, P.APPROVER})
KEEPER, APPROVER, SYSTEM = frozenset({P.KEEPER}), frozenset({P.APPROVER}), frozenset({P.SYSTEM})

SHEET_TRANSITIONS: dict[tuple[SheetState, SheetEvent], tuple[frozenset[SheetParty], SheetState]] = {
    (S.FILLED, E.COMPLETE): (frozenset({P.EMPLOYEE}), S.COMPLETED),
    # Somebody on sick leave cannot mark it.
    (S.FILLED, E.APPROVE): (APPROVER, S.APPROVED),
    (S.FILLED, E.CORRECT): (KEEPER, S.FILLED),
    (S.FILLED, E.CHANGE): (SYSTEM, S.FILLED),
    (S.COMPLETED, E.APPROVE): (APPROVER, S.APPROVED),
    (S.COMPLETED, E.REOPEN): (ANY_HAND, S.FILLED),
    (S.COMPLETED, E.CORRECT): (KEEPER, S.FILLED),
    (S.COMPLETED, E.CHANGE): (SYSTEM, S.FILLED),
    (S.APPROVED, E.REOPEN): (frozenset({P.KEEPER, P.APPROVER}), S.FILLED),
    (S.APPROVED, E.CORRECT): (KEEPER, S.FILLED),
    (S.APPROVED, E.CHANGE): (SYSTEM, S.FILLED),
    (S.APPROVED, E.CLOSE): (KEEPER, S.CLOSED),
    # A later correction is a row of its own that says so.
    (S.CLOSED, E.CORRECT): (KEEPER, S.CLOSED),
}


def next_sheet_state(state: SheetState, event: SheetEvent) -> SheetState | None:
    """The state after `event`, None where the table has no such move."""
    found = SHEET_TRANSITIONS.get((state, event))
    return found[1] if found else None


def parties_of(state: SheetState, event: SheetEvent) -> frozenset[SheetParty]:
    """Who may cause `event` in `state`; nobody where the table has no such move."""
    found = SHEET_TRANSITIONS.get((state, event))
    return found[0] if found else frozenset()
