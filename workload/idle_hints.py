"""What somebody with free time could do; each app that knows something registers a source (L8)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class IdleHint:
    """`code`: the kind of the hint, `title` and `url` where it leads, `reason` why it suits them, `minutes` how much it
    could take (None: as long as there is time)."""

    employee_id: int
    code: str
    title: str
    url: str
    reason: Any
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Idle:
    """Somebody under the department's idle percent this week. `skill_ids`: those of level 2 or more."""

    employee_id: int
    department_id: int
    spare_minutes: int
    skill_ids: frozenset[int]


# Hints for these people, as far as the viewer may see what they are about.
HintSource = Callable[[Sequence[Idle], Viewer], list[IdleHint]]
SOURCES: list[HintSource] = []


def register(source: HintSource) -> None:
    """Called from an app's `ready()`; twice changes nothing."""
    if source not in SOURCES:
        SOURCES.append(source)


def hints_for(people: Sequence[Idle], viewer: Viewer) -> list[IdleHint]:
    """From every source, in the order of registration."""
    return [hint for source in SOURCES for hint in source(people, viewer)] if people else []
