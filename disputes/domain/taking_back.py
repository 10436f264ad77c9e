"""What is worth as much as what it takes back, whatever the policy of today, and is given back once (D4, D10)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from disputes.domain.postings import Posting


class MoveKind(StrEnum):
    """What a move does to one person's side of a dispute."""

    OUTCOME = "outcome"
    CORRECTION = "correction"
    MIRROR = "mirror"


@dataclass(frozen=True, slots=True)
class Move:
    """One posting of one person in one dispute. worth: kopecks that each point of an outcome stood for in the earlier
    settlement that counted it, None where none did."""

    number: int
    kind: MoveKind
    points: int
    worth: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Points of a move, and what each of them is worth; None: what the policy of its own month says."""

    points: int
    rate: int | None


def in_parts(posting: Posting, shares: Iterable[Share]) -> list[Posting]:
    """A posting divided as `shares_of` says."""
    return [replace(posting, points=share.points, rate=share.rate) for share in shares]


def shares_of(moves: Iterable[Move]) -> dict[int, list[Share]]:
    """{number: shares} of corrections and mirrors; `moves` of one side, in their order.

    A correction takes back what is left of a settled outcome at what that was worth; what goes beyond is of its own
    month. The mirror takes back what corrections have left of it; what they gave before is points without money, and
    the correction that evens these out is worth nothing either.
    """
    side = _Side()
    return {move.number: side.share(move) for move in moves if not side.begins(move)}


@dataclass(slots=True)
class _Side:
    """outcome: what stands. back: net points of it that corrections have given back. hollow: points that mirrors moved
    without money and nothing has evened out; both have the sign of what takes the outcome back."""

    outcome: Move | None = None
    back: int = 0
    hollow: int = 0

    def begins(self, move: Move) -> bool:
        """Whether a new outcome stands from here on."""
        if move.kind != MoveKind.OUTCOME:
            return False
        self.outcome, self.back = move, 0
        return True

    def share(self, move: Move) -> list[Share]:
        return self._mirror(move) if move.kind == MoveKind.MIRROR else self._correction(move)

    def _mirror(self, move: Move) -> list[Share]:
        """Of the outcome that stands: nothing else can be mirrored."""
        worth = self.outcome.worth if self.outcome else None
        given = _within(self.back, move.points)
        self.outcome, self.back = None, 0
        if worth is None:
            return [Share(move.points, None)]
        self.hollow += given
        return _parts(Share(move.points - given, worth), Share(given, 0))

    def _correction(self, move: Move) -> list[Share]:
        even = -_within(-move.points, self.hollow)
        self.hollow += even
        rest = move.points - even
        if self.outcome is None:
            return _parts(Share(even, 0), Share(rest, None))
        left = -self.outcome.points - _within(self.back, -self.outcome.points)
        self.back += rest
        if self.outcome.worth is None:
            return _parts(Share(even, 0), Share(rest, None))
        taken = _within(rest, left)
        return _parts(Share(even, 0), Share(taken, self.outcome.worth), Share(rest - taken, None))


def _within(points: int, most: int) -> int:
    """As many of `points` as go towards `most`, and no more than that."""
    return max(0, min(points, most)) if most > 0 else min(0, max(points, most))


def _parts(*shares: Share) -> list[Share]:
    return [share for share in shares if share.points]
