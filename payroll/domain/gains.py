"""Who would gain by other terms, who would lose, and in what (Y7)."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gain:
    """Kopecks as they were paid, and as they would be."""

    paid: int = 0
    what_if: int = 0

    @property
    def difference(self) -> int:
        """Above zero: a gain."""
        return self.what_if - self.paid


def summed[KeyT: Hashable](amounts: Iterable[tuple[KeyT, int, int]]) -> dict[KeyT, Gain]:
    """(key, paid, what if) by key, in the order in which keys are first met."""
    found: dict[KeyT, Gain] = {}
    for key, paid, what_if in amounts:
        before = found.get(key, Gain())
        found[key] = Gain(before.paid + paid, before.what_if + what_if)
    return found


def whole(gains: Iterable[Gain]) -> Gain:
    """All together."""
    return summed(("", one.paid, one.what_if) for one in gains).get("", Gain())
