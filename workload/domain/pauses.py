"""The spells in which a clock stands still (S2), put in order: clipped to its start, overlapping ones merged."""

from collections.abc import Sequence
from datetime import datetime

from workload.domain.refusals import BadInput, gettext_noop
from workload.domain.timelines import to_microseconds

type Pause = tuple[datetime, datetime | None]
"""From, and until or None while it lasts."""


def has_open(pauses: Sequence[Pause]) -> bool:
    """Whether a pause still lasts."""
    return any(end is None for _start, end in pauses)


def in_order(pauses: Sequence[Pause], *, start: int, until: int | None = None) -> list[tuple[int, int | None]]:
    """Ascending, apart from each other, in microseconds, none before `start` or after `until`.

    A pause that lasts ends `until`, or at None. BadInput naming the one that ends before it begins.
    """
    merged: list[tuple[int, int | None]] = []
    for begins, ends in sorted(_clipped(pauses, start, until), key=lambda spell: spell[0]):
        if not merged or (merged[-1][1] is not None and begins > merged[-1][1]):
            merged.append((begins, ends))
        elif merged[-1][1] is not None and (ends is None or ends > merged[-1][1]):
            merged[-1] = (merged[-1][0], ends)
    return merged


def _clipped(pauses: Sequence[Pause], start: int, until: int | None) -> list[tuple[int, int | None]]:
    kept: list[tuple[int, int | None]] = []
    for place, (begin, end) in enumerate(pauses):
        if end is not None and end < begin:
            raise BadInput(f"pauses[{place}]", gettext_noop("This pause ends before it begins."))
        begins, ends = max(to_microseconds(begin), start), until if end is None else to_microseconds(end)
        if until is not None and ends is not None:
            ends = min(ends, until)
        if ends is None or begins < ends:
            kept.append((begins, ends))
    return kept
