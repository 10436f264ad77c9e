"""What of a run somebody should look at before confirming it (Y5): changes that stand out from those of the others."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Final

# How far from the usual change of the run a change must lie, at least: a tenth of last month's pay.
AT_LEAST: Final = Fraction(1, 10)
# And how many times the usual distance from it.
TIMES: Final = 3


class Mark(StrEnum):
    """`FIRST`: nothing was paid last month. `NOTHING`: nothing, or less, is paid now. `RISE`, `FALL`: the change stands
    out from those of the others."""

    FIRST = "first"
    NOTHING = "nothing"
    RISE = "rise"
    FALL = "fall"


def marks(totals: Mapping[int, tuple[int | None, int]]) -> dict[int, Mark]:
    """{key: why to look at it} of {key: (last month's kopecks or None, this month's)}; the ordinary has no mark.

    A change counts relative to last month's pay; it stands out where it is further from the median of all changes than
    a tenth, and than three times the median of such distances.
    """
    changes = {key: Fraction(now - last, last) for key, (last, now) in totals.items() if last is not None and last > 0}
    usual = median(changes.values()) if changes else Fraction()
    spread = median(abs(change - usual) for change in changes.values()) if changes else Fraction()
    most = max(AT_LEAST, TIMES * spread)
    found = {key: _mark(last, now, changes.get(key), usual, most) for key, (last, now) in totals.items()}
    return {key: mark for key, mark in found.items() if mark is not None}


def _mark(last: int | None, now: int, change: Fraction | None, usual: Fraction, most: Fraction) -> Mark | None:
    if now <= 0:
        return Mark.NOTHING
    if last is None or change is None:
        return Mark.FIRST
    if abs(change - usual) <= most:
        return None
    return Mark.RISE if change > usual else Mark.FALL
