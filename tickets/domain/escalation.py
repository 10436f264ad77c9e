"""Who is told of a step: the roles in their order, the next where one has nobody there, and nobody twice (S3)."""

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


@dataclass(frozen=True, slots=True)
class Ladder:
    """The people of one ticket's ladder.

    `there`: who of a role is told now: whoever is absent is not (L4). `held`: everybody of the role. `steady`: who was
    there at every step before, and so was told of those that were theirs.
    """

    there: People
    held: People
    steady: Collection[int] = ()


def addressed(step: str, ladder: Ladder) -> Iterator[Told]:
    """Everybody of the step's role who is there, or of the next one that has somebody; the absent, where everybody is.
    A warning goes to who answers."""
    roles = ROLES[ROLES.index(MANAGER if step == WARN else step) :]
    for people in (ladder.there, ladder.held):
        for position, role in enumerate(roles):
            if found := people(role):
                yield from (Told(employee, step, roles[:position]) for employee in sorted(found))
                return


def told_now(
    *, before: Sequence[str], steps: Sequence[str], has_ladder: bool, ladder: Ladder, answered_then: int | None
) -> list[Told]:
    """Each once, of the first of these steps that is theirs; who was told of the breach before is not told again.

    `answered_then`: who was told `before` as the manager, however many have answered for the ticket since.
    A warning that comes with its breach is no longer worth a word. Without a ladder who answers is told of the breach.
    """
    known = _known(before, ladder, answered_then)
    told: dict[int, Told] = {}
    for step in _telling(steps, has_ladder):
        for one in addressed(step, ladder):
            if one.employee_id not in known:
                told.setdefault(one.employee_id, one)
    return list(told.values())


def _known(before: Sequence[str], ladder: Ladder, answered_then: int | None) -> set[int]:
    """Operators come and go, and others were away: who need not have been told then is rather told twice than never."""
    known: set[int] = set()
    for step in before:
        if step == MANAGER:
            known.update({answered_then} if answered_then else ())
        elif step in ROLES:
            known.update(_certain(ROLES[ROLES.index(step) :], ladder.held))
    return known & set(ladder.steady)


def _certain(roles: Sequence[str], held: People) -> Collection[int]:
    """Whom a step went to unless they were away."""
    role = next((role for role in roles if held(role)), OPERATOR)
    return () if role == OPERATOR else held(role)


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
