"""The life of a pay run and of a month of pay (Y5): one table each, for buttons, actions, the API and the pictures."""

from enum import StrEnum


class RunState(StrEnum):
    DRAFTING = "drafting"
    DRAFTED = "drafted"
    CONFIRMED = "confirmed"
    APPROVED = "approved"
    DISCARDED = "discarded"


class RunEvent(StrEnum):
    """`FINISH`: the last payslip is written. `DISCARD`: drafted anew, or the facts are opened again. `SEND_BACK`: who
    confirms or approves says what is wrong."""

    FINISH = "finish"
    DISCARD = "discard"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    APPROVE = "approve"


class RunParty(StrEnum):
    """Who causes an event: the desk, who keeps the month of pay, who confirms, who approves (P4)."""

    DESK = "desk"
    KEEPER = "keeper"
    CONFIRMER = "confirmer"
    APPROVER = "approver"


class PeriodState(StrEnum):
    OPEN = "open"
    FROZEN = "frozen"
    CLOSED = "closed"


class PeriodEvent(StrEnum):
    """`THAW`: the facts are opened again, and every draft is discarded. `CLOSE`: the last run is approved."""

    FREEZE = "freeze"
    THAW = "thaw"
    CLOSE = "close"


S, E, P = RunState, RunEvent, RunParty
DESK, KEEPER, CONFIRMER = frozenset({P.DESK}), frozenset({P.KEEPER}), frozenset({P.CONFIRMER})
APPROVER = frozenset({P.APPROVER})

RUN_TRANSITIONS: dict[tuple[RunState, RunEvent], tuple[frozenset[RunParty], RunState]] = {
    (S.DRAFTING, E.FINISH): (DESK, S.DRAFTED),
    (S.DRAFTING, E.DISCARD): (KEEPER, S.DISCARDED),
    (S.DRAFTED, E.DISCARD): (KEEPER, S.DISCARDED),
    (S.DRAFTED, E.CONFIRM): (CONFIRMER, S.CONFIRMED),
    (S.DRAFTED, E.SEND_BACK): (CONFIRMER, S.DISCARDED),
    (S.CONFIRMED, E.SEND_BACK): (CONFIRMER | APPROVER, S.DISCARDED),
    (S.CONFIRMED, E.APPROVE): (APPROVER, S.APPROVED),
}
PERIOD_TRANSITIONS: dict[tuple[PeriodState, PeriodEvent], PeriodState] = {
    (PeriodState.OPEN, PeriodEvent.FREEZE): PeriodState.FROZEN,
    (PeriodState.FROZEN, PeriodEvent.THAW): PeriodState.OPEN,
    (PeriodState.FROZEN, PeriodEvent.CLOSE): PeriodState.CLOSED,
}


def next_run_state(state: RunState, event: RunEvent) -> RunState | None:
    """The state after `event`, None where the table has no such move."""
    found = RUN_TRANSITIONS.get((state, event))
    return found[1] if found else None


def run_parties(state: RunState, event: RunEvent) -> frozenset[RunParty]:
    """Who may cause `event` in `state`; nobody where the table has no such move."""
    found = RUN_TRANSITIONS.get((state, event))
    return found[0] if found else frozenset()
