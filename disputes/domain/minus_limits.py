"""How much a minus may take from somebody's month (M4): never the base, never more than the guard."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor

from disputes.domain.dues import Due
from disputes.domain.point_policies import WHOLE, PointPolicy
from support_desk.shared.money import share


class Limit(StrEnum):
    """What acted on a line."""

    VARIABLE = "variable"
    GUARD = "guard"
    POOL = "pool"


@dataclass(frozen=True, slots=True)
class Person:
    """Kopecks. variable: the variable part of the month's pay; pay: all that was accrued before the settlement."""

    id: int
    variable: int
    pay: int


@dataclass(frozen=True, slots=True)
class Room:
    """The most that may be withheld, in kopecks, and what says so."""

    most: int
    limit: Limit


@dataclass(frozen=True, slots=True)
class Taken:
    """What is withheld, in kopecks of zero and more; `by`: the limit that acted."""

    within: int = 0
    across: int = 0
    by: Limit | None = None


def room_of(person: Person, policy: PointPolicy) -> Room:
    """The variable part or the guard's share of the pay, whichever is less; equal ones: the variable part."""
    if policy.guard_percent is not None:
        guard = floor(person.pay * policy.guard_percent / WHOLE)
        if guard < person.variable:
            return Room(guard, Limit.GUARD)
    return Room(person.variable, Limit.VARIABLE)


def withhold(due: Due, room: Room, *, received: int = 0) -> Taken:
    """What a due with a minus takes; `received`: what its other side is paid, which may be taken as well.

    Two minuses that do not fit are cut in proportion.
    """
    within, across = max(-due.within, 0), max(-due.across, 0)
    most = room.most + received
    if within + across <= most:
        return Taken(within, across)
    part_within, part_across = share(most, [within, across])
    return Taken(part_within, part_across, room.limit)
