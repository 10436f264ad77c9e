"""What is done when its time has come: apps register it, beat's jobs and `manage.py run_due` do it (S3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Deed(Protocol):
    """Does everything that is due by `at` and returns how much; safe to run at once with itself."""

    def __call__(self, *, at: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Due:
    """One kind of things that fall due. Those of a lower `order` are done first."""

    name: str
    deed: Deed
    order: int


_registered: dict[str, Due] = {}


def register(name: str, deed: Deed, *, order: int) -> None:
    """Called from an app's `ready()`; the same name again replaces what was there."""
    _registered[name] = Due(name, deed, order)


def run(name: str, *, at: datetime) -> int:
    """Does one kind. KeyError for a name that nobody has registered."""
    return _registered[name].deed(at=at)


def run_all(*, at: datetime) -> Iterator[tuple[str, int]]:
    """Does every kind in order; (name, how much) as each is done."""
    for one in sorted(_registered.values(), key=lambda due: (due.order, due.name)):
        yield one.name, one.deed(at=at)
