"""A day of a roster as people type it: "9-18", "9-13 14-18", "22-6", "9-18/30" (L1)."""

import re
from collections.abc import Iterable
from datetime import time
from itertools import pairwise
from typing import Final

from workload.domain.refusals import BadInput, gettext_noop
from workload.domain.stretches import Stretch, Stretches, clock_of, minutes_of

# Two shifts in succession are forbidden (Labour Code 103), and two of eight hours are sixteen.
MOST_MINUTES: Final = 16 * 60
MOST_STRETCHES: Final = 4
# Over eight hours nobody works without a meal (Labour Code 108); whoever does writes "/0", or another break.
LONG_MINUTES, USUAL_BREAK = 8 * 60, 60
CLOCK: Final = r"(\d{1,2})(?:[:.](\d{2}))?"
STRETCH: Final = re.compile(rf"{CLOCK}\s*[-–—‑]\s*{CLOCK}(?:\s*/\s*(\d{{1,3}}))?")
BETWEEN: Final = re.compile(r"[\s,;+]*")

UNREADABLE: Final = gettext_noop("“%(text)s” is no working time. Write hours like 9-18, 9-13 14-18 or 22-6.")
EQUAL: Final = gettext_noop("“%(text)s” ends when it begins. Write the hours of the shift, or clear the day.")
ALL_BREAK: Final = gettext_noop("The break of “%(text)s” is as long as the shift.")
OVERLAP: Final = gettext_noop("The shifts of “%(text)s” overlap.")
TOO_LONG: Final = gettext_noop("“%(text)s” is more than %(hours)s hours of work in a day.")
TOO_MANY: Final = gettext_noop("“%(text)s” has more than %(most)s shifts in a day.")


class BadRoster(BadInput):
    """A day that cannot be planned like that; `field` is the cell."""


def read_stretches(text: str, cell: str) -> Stretches:
    """What the text plans for a day, nothing for an empty one. A stretch of more than eight hours has a break of sixty
    minutes unless it says another. BadRoster names `cell`."""
    shown = text.strip()
    found: list[Stretch] = []
    position = 0
    while position < len(shown):
        match = STRETCH.match(shown, position)
        if match is None:
            raise BadRoster(cell, UNREADABLE, text=shown[:40])
        found.append(_stretch(match, shown, cell))
        position = BETWEEN.match(shown, match.end()).end()  # type: ignore[union-attr]  # it matches nothing as well
    return checked(found, cell, shown[:40])


def checked(stretches: Iterable[Stretch], cell: str, shown: str = "") -> Stretches:
    """The stretches of one day in order. BadRoster names `cell` when they overlap or are too much."""
    ordered = tuple(sorted(stretches))
    shown = shown or written(ordered)
    if len(ordered) > MOST_STRETCHES:
        raise BadRoster(cell, TOO_MANY, text=shown, most=MOST_STRETCHES)
    for stretch in ordered:
        if stretch.starts == stretch.ends:
            raise BadRoster(cell, EQUAL, text=shown)
        if stretch.minutes <= 0:
            raise BadRoster(cell, ALL_BREAK, text=shown)
    for before, following in pairwise(ordered):
        if before.ends <= before.starts or following.starts < before.ends:
            raise BadRoster(cell, OVERLAP, text=shown)
    if minutes_of(ordered) > MOST_MINUTES:
        raise BadRoster(cell, TOO_LONG, text=shown, hours=MOST_MINUTES // 60)
    return ordered


def written(stretches: Iterable[Stretch]) -> str:
    """The shortest text that reads as these stretches."""
    return " ".join(_written(stretch) for stretch in stretches)


def usual_break(span_minutes: int) -> int:
    """The break of a stretch that says none."""
    return USUAL_BREAK if span_minutes > LONG_MINUTES else 0


def _stretch(match: re.Match[str], shown: str, cell: str) -> Stretch:
    first, first_minutes, last, last_minutes, pause = match.groups()
    starts, ends = int(first) * 60 + int(first_minutes or 0), int(last) * 60 + int(last_minutes or 0)
    is_clock = int(first_minutes or 0) < 60 and int(last_minutes or 0) < 60
    if not is_clock or starts >= 24 * 60 or ends > 24 * 60:
        raise BadRoster(cell, UNREADABLE, text=shown[:40])
    plain = Stretch(clock_of(starts), clock_of(ends))
    if plain.starts == plain.ends:
        raise BadRoster(cell, EQUAL, text=shown[:40])
    return Stretch(plain.starts, plain.ends, usual_break(plain.span_minutes) if pause is None else int(pause))


def _written(stretch: Stretch) -> str:
    pause = "" if stretch.break_minutes == usual_break(stretch.span_minutes) else f"/{stretch.break_minutes}"
    return f"{_clock(stretch.starts)}-{_clock(stretch.ends, is_end=True)}{pause}"


def _clock(clock: time, *, is_end: bool = False) -> str:
    hour = 24 if is_end and clock == time() else clock.hour
    return f"{hour}:{clock.minute:02d}" if clock.minute else f"{hour}"
