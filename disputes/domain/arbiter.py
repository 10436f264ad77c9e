"""Who judges a contested dispute (D3): the respondent's manager, or whoever comes next when the manager may not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Because(StrEnum):
    """By which rule somebody judges, or would have."""

    MANAGER = "manager"
    DEPUTY = "deputy"
    LEVEL_UP = "level_up"
    DIRECTOR = "director"
    SUBSTITUTE = "substitute"


class Bar(StrEnum):
    """Why somebody may not judge."""

    INITIATOR = "initiator"
    RESPONDENT = "respondent"
    LEFT = "left"
    ABSENT = "absent"
    CONTROLLER = "controller"


@dataclass(frozen=True, slots=True)
class Level:
    """A manager, and who covers them now by L4, in order."""

    manager: int
    deputies: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class ArbiterFacts:
    """levels: the respondent's manager first, then theirs, and so on up. substitute: the director's, by P4.

    absent: those who are away beyond the time to decide; controllers: those of M2.
    """

    initiator: int
    respondent: int
    levels: Sequence[Level] = ()
    director: int | None = None
    substitute: int | None = None
    left: frozenset[int] = field(default_factory=frozenset)
    absent: frozenset[int] = field(default_factory=frozenset)
    controllers: frozenset[int] = field(default_factory=frozenset)

    def bar(self, employee: int) -> Bar | None:
        """What keeps somebody from judging."""
        bars = (
            (Bar.INITIATOR, employee == self.initiator),
            (Bar.RESPONDENT, employee == self.respondent),
            (Bar.LEFT, employee in self.left),
            (Bar.ABSENT, employee in self.absent),
            (Bar.CONTROLLER, employee in self.controllers),
        )
        return next((bar for bar, holds in bars if holds), None)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Somebody who would have judged, and why not."""

    employee: int
    because: Because
    bar: Bar


@dataclass(frozen=True, slots=True)
class Choice:
    """arbiter None: nobody may judge, and a substitute must be named first (P4).

    instead_of: whom a deputy or a substitute stands for. level: 0 for the respondent's manager, 1 for the next one up;
    None where levels say nothing. passed: everybody asked before, in order, each once.
    """

    arbiter: int | None
    because: Because | None = None
    instead_of: int | None = None
    level: int | None = None
    passed: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    employee: int
    because: Because
    instead_of: int | None = None
    level: int | None = None


def choose_arbiter(facts: ArbiterFacts) -> Choice:
    """The manager, their deputies, one level up and so on, the director, the director's substitute (D3)."""
    passed: dict[int, PassedOver] = {}
    for candidate in _candidates(facts):
        bar = facts.bar(candidate.employee)
        if bar is None:
            return Choice(
                candidate.employee, candidate.because, candidate.instead_of, candidate.level, tuple(passed.values())
            )
        passed.setdefault(candidate.employee, PassedOver(candidate.employee, candidate.because, bar))
    return Choice(None, passed=tuple(passed.values()))


def _candidates(facts: ArbiterFacts) -> Iterator[_Candidate]:
    for place, level in enumerate(facts.levels):
        yield _Candidate(level.manager, _of_level(level, place, facts), level=place)
        yield from _deputies(level.deputies, level.manager, place)
    if facts.director is not None:
        yield _Candidate(facts.director, Because.DIRECTOR)
    if facts.substitute is not None:
        yield _Candidate(facts.substitute, Because.SUBSTITUTE, instead_of=facts.director)


def _of_level(level: Level, place: int, facts: ArbiterFacts) -> Because:
    if place == 0:
        return Because.MANAGER
    return Because.DIRECTOR if level.manager == facts.director else Because.LEVEL_UP


def _deputies(deputies: Iterable[int], manager: int, place: int) -> Iterator[_Candidate]:
    for deputy in deputies:
        yield _Candidate(deputy, Because.DEPUTY, instead_of=manager, level=place)
