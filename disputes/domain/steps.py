"""One step of a dispute at an instant: whose it is, and whether there still is time for it (D4, D8, D9)."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from disputes.domain.workflow import DISPUTE_TRANSITIONS, DisputeEvent, DisputeParty, DisputeState

ANSWERS: Final = frozenset({DisputeEvent.ACCEPT, DisputeEvent.CONTEST, DisputeEvent.WITHDRAW})


class Refusal(StrEnum):
    """Why a step is not taken."""

    NO_SUCH_MOVE = "no_such_move"
    NOT_YOURS = "not_yours"
    TOO_LATE = "too_late"
    TOO_EARLY = "too_early"


def step(
    state: DisputeState, event: DisputeEvent, party: DisputeParty, *, at: datetime, respond_by: datetime
) -> DisputeState | Refusal:
    """The next state. Answers count before `respond_by`, the first instant that is too late; silence from then on."""
    move = DISPUTE_TRANSITIONS.get((state, event))
    if move is None:
        return Refusal.NO_SUCH_MOVE
    who, target = move
    if who != party:
        return Refusal.NOT_YOURS
    if event in ANSWERS and at >= respond_by:
        return Refusal.TOO_LATE
    if event == DisputeEvent.TIME_OUT and at < respond_by:
        return Refusal.TOO_EARLY
    return target
