"""A payslip as a waterfall: every line is a bar that starts where the last one ended (Y4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

STEPS: Final = (1, 2, 5)
MOST_INTERVALS: Final = 5
KOPECKS_A_RUBLE: Final = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """Kopecks: from where to where a line leads. `missing`: what a score of 1 would have paid beside it."""

    start: int
    end: int
    missing: int = 0

    @property
    def furthest(self) -> int:
        """The rightmost end of what is drawn."""
        return max(self.start, self.end + self.missing)


@dataclass(frozen=True, slots=True)
class Axis:
    """`marks`, kopecks: round, equally far apart, from at most the lowest bar to at least the highest."""

    marks: tuple[int, ...]

    @property
    def low(self) -> int:
        return self.marks[0]

    @property
    def high(self) -> int:
        return self.marks[-1]

    def place(self, kopecks: int, width: int) -> int:
        """Where that is on a line of `width`, rounded to the nearest."""
        whole = self.high - self.low
        return (2 * width * (kopecks - self.low) + whole) // (2 * whole)


def bars_of(amounts: Iterable[tuple[int, int]]) -> list[Bar]:
    """Of (amount, missing) in kopecks, one after another from zero."""
    bars: list[Bar] = []
    for amount, missing in amounts:
        start = bars[-1].end if bars else 0
        bars.append(Bar(start, start + amount, missing))
    return bars


def axis_of(bars: Iterable[Bar]) -> Axis:
    """Zero is always on it."""
    drawn = list(bars)
    low = min((min(bar.start, bar.end) for bar in drawn), default=0)
    high = max((bar.furthest for bar in drawn), default=0)
    low, high = min(low, 0), max(high, KOPECKS_A_RUBLE)
    step = _step(high - low)
    first, last = low // step, -(-high // step)
    return Axis(tuple(step * number for number in range(first, last + 1)))


def _step(span: int) -> int:
    """The least round distance that needs no more than so many intervals."""
    round_ones = (digit * unit for unit in iterate_tens() for digit in STEPS)
    return next(step for step in round_ones if span <= step * MOST_INTERVALS)


def iterate_tens() -> Iterator[int]:
    """1 ruble, 10, 100, … in kopecks."""
    unit = KOPECKS_A_RUBLE
    while True:
        yield unit
        unit *= 10
