"""Allowed moves of a dispute (D1–D9, D12): one table gives the buttons, the API's actions and the picture."""

from enum import StrEnum
from itertools import pairwise


class DisputeState(StrEnum):
    """`OPEN` waits for the respondent, `CONTESTED` for the arbiter; the rest are outcomes. `DEFAULTED`: by silence."""

    OPEN = "open"
    CONTESTED = "contested"
    ACCEPTED = "accepted"
    DEFAULTED = "defaulted"
    WITHDRAWN = "withdrawn"
    INITIATOR_RIGHT = "initiator_right"
    RESPONDENT_RIGHT = "respondent_right"
    BOTH_RIGHT = "both_right"
    BOTH_WRONG = "both_wrong"
    LAPSED = "lapsed"


class DisputeEvent(StrEnum):
    """What happens to a dispute. `FIND_…` are the four verdicts; `GIVE_DAYS_BACK`: an absence was registered after the
    silence (D4); `LAPSE`: a party has left, and what is undecided ends without points (Y5)."""

    ACCEPT = "accept"
    CONTEST = "contest"
    WITHDRAW = "withdraw"
    TIME_OUT = "time_out"
    FIND_INITIATOR_RIGHT = "find_initiator_right"
    FIND_RESPONDENT_RIGHT = "find_respondent_right"
    FIND_BOTH_RIGHT = "find_both_right"
    FIND_BOTH_WRONG = "find_both_wrong"
    GIVE_DAYS_BACK = "give_days_back"
    LAPSE = "lapse"


class DisputeParty(StrEnum):
    """Who may cause an event: one of the three parties (D3), or the desk itself."""

    INITIATOR = "initiator"
    RESPONDENT = "respondent"
    ARBITER = "arbiter"
    SYSTEM = "system"


S, E, P = DisputeState, DisputeEvent, DisputeParty

DISPUTE_TRANSITIONS: dict[tuple[DisputeState, DisputeEvent], tuple[DisputeParty, DisputeState]] = {
    (S.OPEN, E.ACCEPT): (P.RESPONDENT, S.ACCEPTED),
    (S.OPEN, E.CONTEST): (P.RESPONDENT, S.CONTESTED),
    (S.OPEN, E.WITHDRAW): (P.INITIATOR, S.WITHDRAWN),
    (S.OPEN, E.TIME_OUT): (P.SYSTEM, S.DEFAULTED),
    (S.OPEN, E.LAPSE): (P.SYSTEM, S.LAPSED),
    (S.CONTESTED, E.FIND_INITIATOR_RIGHT): (P.ARBITER, S.INITIATOR_RIGHT),
    (S.CONTESTED, E.FIND_RESPONDENT_RIGHT): (P.ARBITER, S.RESPONDENT_RIGHT),
    (S.CONTESTED, E.FIND_BOTH_RIGHT): (P.ARBITER, S.BOTH_RIGHT),
    (S.CONTESTED, E.FIND_BOTH_WRONG): (P.ARBITER, S.BOTH_WRONG),
    (S.CONTESTED, E.LAPSE): (P.SYSTEM, S.LAPSED),
    (S.DEFAULTED, E.GIVE_DAYS_BACK): (P.SYSTEM, S.OPEN),
}

UNDECIDED = frozenset({S.OPEN, S.CONTESTED})
# Ended without an answer to who was right, and without points.
DROPPED = frozenset({S.WITHDRAWN, S.LAPSED})
VERDICTS = frozenset({S.INITIATOR_RIGHT, S.RESPONDENT_RIGHT, S.BOTH_RIGHT, S.BOTH_WRONG})
# The rule is unclear and must be mended (D6).
REVISING = frozenset({S.BOTH_RIGHT, S.BOTH_WRONG})


def after(state: DisputeState, event: DisputeEvent, party: DisputeParty) -> DisputeState | None:
    """The state after `event`, or None where the table has no such move for `party`."""
    who, target = DISPUTE_TRANSITIONS.get((state, event), (None, state))
    return target if who == party else None


def events_of(state: DisputeState, party: DisputeParty) -> tuple[DisputeEvent, ...]:
    """What `party` may do in `state`, in the table's order."""
    return tuple(event for (at, event), (who, _) in DISPUTE_TRANSITIONS.items() if at == state and who == party)


def is_path(states: list[DisputeState]) -> bool:
    """Whether a history is a walk along the table (I7)."""
    moves = {(state, target) for (state, _), (_, target) in DISPUTE_TRANSITIONS.items()}
    return all(pair in moves for pair in pairwise(states))
