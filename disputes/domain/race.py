"""The month's quiet race (M5): who has won most, and who has moved since a week ago."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Points of one employee in a month: won and lost, both counted up from zero; `before`: their sum a week ago."""

    employee: int
    won: int = 0
    lost: int = 0
    before: int = 0

    @property
    def net(self) -> int:
        return self.won - self.lost


@dataclass(frozen=True, slots=True)
class Runner:
    """A score with its place, from 1; equal sums share one. `moved`: places gained since a week ago, negative when
    lost, None when nobody had points then."""

    score: Score
    place: int
    moved: int | None

    @property
    def dropped(self) -> int:
        """Places lost since a week ago."""
        return max(0, -(self.moved or 0))


def race(scores: Iterable[Score]) -> list[Runner]:
    """The first one first; of equal sums who has won more, then the lower id."""
    found = sorted(scores, key=lambda score: (-score.net, -score.won, score.employee))
    nets, befores = [score.net for score in found], [score.before for score in found]
    has_begun = any(befores)
    return [
        Runner(score, place := _place(nets, score.net), _place(befores, score.before) - place if has_begun else None)
        for score in found
    ]


def _place(sums: list[int], own: int) -> int:
    return 1 + sum(one > own for one in sums)
