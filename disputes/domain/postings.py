"""What a dispute writes into the ledger of points (D5, D6, D10)."""

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why points were posted. What takes a posting back keeps its cause, so that both are worth the same."""

    ACCEPT = "accept"
    SILENCE = "silence"
    VERDICT = "verdict"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Posting:
    """Points of one employee from one dispute; `initiator`: who opened it; `is_cross`: between two departments; `rate`:
    kopecks a point whatever the policy, because they take back what another month has settled (D4)."""

    employee: int
    points: int
    initiator: int
    cause: Cause = Cause.ACCEPT
    is_cross: bool = False
    rate: int | None = None
