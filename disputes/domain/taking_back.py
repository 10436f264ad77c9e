"""What is worth as much as what it takes back, whatever the policy of today (D4, D10)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from disputes.domain.postings import Posting


@dataclass(frozen=True, slots=True)
class Settled:
    """A posting that an earlier settlement has taken: its points, and the kopecks each of them stood for there."""

    points: int
    worth: int


def corrected(correction: Posting, settled: Settled, earlier: Iterable[int]) -> list[Posting]:
    """A correction in up to two: what it takes back of a settled posting, at what that was worth; and what it gives or
    takes beyond it, which is of its own month. `earlier`: points of other corrections of the same posting."""
    towards = 1 if settled.points < 0 else -1
    done = sum(towards * points for points in earlier)
    open_points = min(max(abs(settled.points) - max(done, 0), 0), max(towards * correction.points, 0))
    back = replace(correction, points=towards * open_points, rate=settled.worth)
    more = replace(correction, points=correction.points - back.points)
    return [part for part in (back, more) if part.points]
