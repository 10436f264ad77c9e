"""Who is told of a step: the roles in their order, the next where one has nobody, and nobody twice (S3)."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from tickets.domain.clock_plans import BREACH, WARN
from tickets.domain.sla import ROLES

MANAGER, OPERATOR = ROLES[:2]


@dataclass(frozen=True, slots=True)
class Told:
    """`employee_id` is told of a step of `role`; `missing`: the roles before them that had nobody."""

    employee_id: int
    role: str
    missing: tuple[str, ...] = ()


type People = Callable[[str], Collection[int]]
"""The employees of a role."""


def addressed(step: str, people: People) -> Iterator[Told]:
    """Everybody of the step's role, or of the next one that has somebody. A warning goes to who answers."""
    role = MANAGER if step == WARN else step
    missing: list[str] = []
    for one in ROLES[ROLES.index(role) :]:
        found = people(one)
        if found:
            yield from (Told(employee, step, tuple(missing)) for employee in sorted(found))
            return
        missing.append(one)


def told_now(
    *, before: Sequence[str], steps: Sequence[str], has_ladder: bool, people: People, answered_then: int | None
) -> list[Told]:
    """Each once, of the first of these steps that is theirs; who was told of the breach before is not told again.

    `answered_then`: who was told `before` as the manager, however many have answered for the ticket since.
    A warning that comes with its breach is no longer worth a word. Without a ladder who answers is told of the breach.
    """
    known = _known(before, people, answered_then)
    told: dict[int, Told] = {}
    for step in _telling(steps, has_ladder):
        for one in addressed(step, people):
            if one.employee_id not in known:
                told.setdefault(one.employee_id, one)
    return list(told.values())


def _known(before: Sequence[str], people: People, answered_then: int | None) -> set[int]:
    """Operators come and go: who is one now need not have been told then, and is rather told twice than never."""
    known: set[int] = set()
    for step in before:
        if step == MANAGER:
            known.update({answered_then} if answered_then else ())
        elif step in ROLES and not (step == OPERATOR and people(OPERATOR)):
            known.update(one.employee_id for one in addressed(step, people))
    return known


def _telling(steps: Sequence[str], has_ladder: bool) -> Iterator[str]:
    for step in steps:
        if step == WARN:
            if BREACH not in steps:
                yield WARN
        elif step == BREACH:
            if not has_ladder:
                yield MANAGER
        else:
            yield step
