"""Who answers when somebody is not there (L4): level after level, without loops, never somebody away while anybody
is here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workload.domain.presence import HERE, Standing


class Level(StrEnum):
    """By which rule somebody answers."""

    OWNER = "owner"
    NAMED = "named"
    PROJECT = "project"
    OPERATOR = "operator"
    DEPUTY = "deputy"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """Everybody who may be asked. Whoever is missing in `standings` is here.

    `operators` and `deputies` in the order in which they are asked. `project_cover`: set for the project.
    """

    standings: Mapping[int, Standing]
    project_cover: int | None = None
    operators: Sequence[int] = ()
    deputies: Sequence[int] = ()
    head: int | None = None

    def standing(self, employee_id: int) -> Standing:
        return self.standings.get(employee_id, HERE)


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody who was asked and is not here; `is_loop`: was asked before in the same chain of covers."""

    employee_id: int
    level: Level
    standing: Standing
    is_loop: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers, by which level, and who was passed over before, in order.

    `is_here` False: everybody is away; then it waits for the head, else for the owner.
    """

    employee_id: int
    level: Level
    trail: tuple[Passed, ...] = ()
    is_here: bool = True


def resolve(owner: int, facts: CoverFacts) -> Answer:
    """The owner when here, else the named cover, the project's cover, an operator, a deputy, the head (L4)."""
    trail: list[Passed] = []
    for employee_id, level, is_loop in _candidates(owner, facts):
        standing = facts.standing(employee_id)
        if standing.is_here and not is_loop:
            return Answer(employee_id, level, tuple(trail))
        trail.append(Passed(employee_id, level, standing, is_loop))
    if facts.head is None:
        return Answer(owner, Level.OWNER, tuple(trail), is_here=False)
    return Answer(facts.head, Level.HEAD, tuple(trail), is_here=False)


def _candidates(owner: int, facts: CoverFacts) -> Iterator[tuple[int, Level, bool]]:
    """(who, level, whether the chain has come back to somebody it knows) in the order of the rule."""
    yield owner, Level.OWNER, False
    yield from _chain(facts.standing(owner).cover_id, Level.NAMED, {owner}, facts)
    yield from _chain(facts.project_cover, Level.PROJECT, {owner}, facts)
    yield from _each(facts.operators, Level.OPERATOR)
    yield from _each(facts.deputies, Level.DEPUTY)
    yield from _each([facts.head] if facts.head is not None else [], Level.HEAD)


def _chain(first: int | None, level: Level, seen: set[int], facts: CoverFacts) -> Iterator[tuple[int, Level, bool]]:
    """A cover, the cover that this one has named, and so on until somebody comes up twice."""
    following = first
    while following is not None and following not in seen:
        seen.add(following)
        yield following, level, False
        following = facts.standing(following).cover_id
    if following is not None:
        yield following, level, True


def _each(people: Iterable[int], level: Level) -> Iterator[tuple[int, Level, bool]]:
    for employee_id in people:
        yield employee_id, level, False
