"""In which order somebody new learns, and how much of it fits into a day (L9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

DAILY_MINUTES: Final = 120


@dataclass(frozen=True, slots=True)
class Lesson:
    """An instruction: how long it takes, how often its operation was done of late, and how much it matters (1 to 5)."""

    key: int
    name: str
    minutes: int
    times: int
    importance: int

    @property
    def weight(self) -> int:
        return self.times * self.importance


@dataclass(frozen=True, slots=True)
class Step:
    """A lesson on its day, the first being 1; one longer than a day takes `days` of them."""

    key: int
    day: int
    days: int = 1


def in_order(lessons: Iterable[Lesson]) -> list[Lesson]:
    """What is done most and matters most comes first; equals by name, then by key."""
    return sorted(lessons, key=lambda lesson: (-lesson.weight, lesson.name.casefold(), lesson.key))


def packed(lessons: Sequence[Lesson], daily_minutes: int = DAILY_MINUTES) -> list[Step]:
    """Day by day in the given order: what does not fit into what is left of a day waits for the next one, and what is
    longer than a day begins one of its own. ValueError when a day has no minutes."""
    if daily_minutes <= 0:
        raise ValueError(daily_minutes)
    steps: list[Step] = []
    day, left = 0, 0
    for lesson in lessons:
        if lesson.minutes > left or day == 0:
            day, left = day + 1, daily_minutes
        days = max(1, -(-lesson.minutes // daily_minutes))
        steps.append(Step(lesson.key, day, days))
        day += days - 1
        left = left + (days - 1) * daily_minutes - lesson.minutes
    return steps
