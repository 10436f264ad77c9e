"""The life of an adjustment, and how much of a line a correction may take or give back (Y5)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class AdjustmentState(StrEnum):
    """Proposed until somebody else has agreed or refused."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"


class AdjustmentEvent(StrEnum):
    AGREE = "agree"
    REFUSE = "refuse"


ADJUSTMENT_TRANSITIONS: Final[Mapping[tuple[AdjustmentState, AdjustmentEvent], tuple[str, AdjustmentState]]] = {
    (AdjustmentState.PROPOSED, AdjustmentEvent.AGREE): ("decider", AdjustmentState.AGREED),
    (AdjustmentState.PROPOSED, AdjustmentEvent.REFUSE): ("decider", AdjustmentState.REFUSED),
}


def after(state: AdjustmentState, event: AdjustmentEvent) -> AdjustmentState | None:
    """The next state, None when the table has no such move: what is decided stays."""
    move = ADJUSTMENT_TRANSITIONS.get((state, event))
    return move[1] if move else None


def is_within(paid: int, corrected: int, amount: int) -> bool:
    """Whether a line that paid `paid`, and was corrected by `corrected` since, bears a correction by `amount` more: no
    line is taken below nothing, and what a line had taken is given back once at most. Kopecks."""
    left = paid + corrected + amount
    return left >= 0 if paid >= 0 else amount > 0 and left <= 0


def takes_back(paid: int, amount: int) -> bool:
    """Whether the correction goes against what the line had paid or taken."""
    return paid * amount < 0
