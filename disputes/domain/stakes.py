"""How many points an outcome moves (D5, D6); every number is a dated setting of the department (D0)."""

from dataclasses import dataclass
from typing import Final

from disputes.domain.workflow import DisputeState


@dataclass(frozen=True, slots=True)
class Points:
    """What each side gets; a minus is lost."""

    initiator: int = 0
    respondent: int = 0


NOTHING: Final = Points()


@dataclass(frozen=True, slots=True)
class Stakes:
    """answered: for accepting and for silence; judged: for one side right; what both right and both wrong bring."""

    answered: int = 1
    judged: int = 2
    both_right: Points = NOTHING
    both_wrong: Points = NOTHING


USUAL_STAKES: Final = Stakes()


def points_of(state: DisputeState, stakes: Stakes = USUAL_STAKES) -> Points:
    """What a dispute in `state` has moved; nothing while it is undecided, when withdrawn and when lapsed."""
    won, judged = stakes.answered, stakes.judged
    return {
        DisputeState.ACCEPTED: Points(won, -won),
        DisputeState.DEFAULTED: Points(won, -won),
        DisputeState.INITIATOR_RIGHT: Points(judged, -judged),
        DisputeState.RESPONDENT_RIGHT: Points(-judged, judged),
        DisputeState.BOTH_RIGHT: stakes.both_right,
        DisputeState.BOTH_WRONG: stakes.both_wrong,
    }.get(state, NOTHING)
