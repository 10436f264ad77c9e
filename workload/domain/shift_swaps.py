"""The life of a shift that is offered to a colleague (L1): one table for buttons, actions, the API and the picture."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final


class SwapState(StrEnum):
    """`OFFERED` waits for the colleague, `AGREED` for the head."""

    OFFERED = "offered"
    AGREED = "agreed"
    APPROVED = "approved"
    DECLINED = "declined"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class SwapEvent(StrEnum):
    AGREE = "agree"
    DECLINE = "decline"
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class SwapParty(StrEnum):
    """Who offers, whom it is offered to, and who decides on it, who is neither (P4)."""

    ASKER = "asker"
    COLLEAGUE = "colleague"
    DECIDER = "decider"


S, E, P = SwapState, SwapEvent, SwapParty

SWAP_TRANSITIONS: Final[dict[tuple[SwapState, SwapEvent], tuple[SwapParty, SwapState]]] = {
    (S.OFFERED, E.AGREE): (P.COLLEAGUE, S.AGREED),
    (S.OFFERED, E.DECLINE): (P.COLLEAGUE, S.DECLINED),
    (S.OFFERED, E.WITHDRAW): (P.ASKER, S.WITHDRAWN),
    (S.AGREED, E.APPROVE): (P.DECIDER, S.APPROVED),
    (S.AGREED, E.REFUSE): (P.DECIDER, S.REFUSED),
    (S.AGREED, E.WITHDRAW): (P.ASKER, S.WITHDRAWN),
}
ENDED: Final = (S.APPROVED, S.DECLINED, S.REFUSED, S.WITHDRAWN)


def swap_move(state: SwapState, event: SwapEvent) -> tuple[SwapParty, SwapState] | None:
    """(who may, next state), None when the table has no such move."""
    return SWAP_TRANSITIONS.get((state, event))


def swap_events(state: SwapState, parties: Collection[SwapParty]) -> list[SwapEvent]:
    """What these parties may do from here, in the order of the table."""
    return [event for (before, event), (who, _) in SWAP_TRANSITIONS.items() if before is state and who in parties]
