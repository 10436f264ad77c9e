"""A department's month of points as money (M2, M3, M4): exact to the kopeck, nothing lost and nothing made.

withheld = paid + kitty + controller's fund + undistributed; what passes between two departments is a line of its own.
A posting and the one that takes it back within the month belong to no pool: leave both out. One that takes back what an
earlier month has settled has a rate of its own: a minus goes into the pool, a plus is given back out of it before
anybody wins, and out of the kitty where the pool is short, whose line is a minus then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from disputes.domain.dues import Due, dues
from disputes.domain.minus_limits import Limit, Person, Room, Taken, room_of, withhold
from disputes.domain.point_policies import PointPolicy
from disputes.domain.pools import divide_rest, pay_out
from disputes.domain.postings import Posting
from workload.domain.refusals import BadInput, gettext_noop


@dataclass(frozen=True, slots=True)
class Line:
    """One employee's part, in kopecks; `limited_by`: why the amount is not the nominal one."""

    id: int
    points: int
    nominal: int
    amount: int
    limited_by: Limit | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """Lines by employee id, and where the rest went, in kopecks; all of it sums to zero."""

    lines: tuple[Line, ...]
    kitty: int
    controller_fund: int
    undistributed: int
    cross_department: int


def settle(
    policy: PointPolicy, people: Iterable[Person], postings: Sequence[Posting], kitty: int | None = None
) -> Settlement:
    """The month of `people` under one policy; `kitty`: the kopecks it holds, None: as much as is to be given back.
    BadInput naming somebody listed twice or a posting of somebody else."""
    rooms = {person.id: room_of(person, policy) for person in _each_once(people)}
    owed = dues(policy, rooms, postings)
    taken = _withheld(owed, rooms)
    pool = sum(each.within for each in taken.values())
    paid = pay_out(pool, owed, kitty)
    taken |= _taken_from_winners(owed, rooms, paid.amounts)
    rest = divide_rest(paid.rest, policy, postings)
    return Settlement(
        tuple(_line(employee, due, taken[employee], paid.amounts.get(employee, 0)) for employee, due in owed.items()),
        rest.kitty - paid.from_kitty,
        rest.controller_fund,
        rest.undistributed,
        cross_department=sum(taken[employee].across - max(due.across, 0) for employee, due in owed.items()),
    )


def _each_once(people: Iterable[Person]) -> Iterable[Person]:
    seen: set[int] = set()
    for place, person in enumerate(people):
        if person.id in seen:
            raise BadInput(f"employees[{place}].id", gettext_noop("%(id)s is listed twice."), id=person.id)
        seen.add(person.id)
        yield person


def _withheld(owed: Mapping[int, Due], rooms: Mapping[int, Room]) -> dict[int, Taken]:
    """What is taken before the pool is shared; whoever wins in it waits for their share."""
    return {
        employee: Taken() if due.within > 0 else withhold(due, rooms[employee], received=max(due.across, 0))
        for employee, due in owed.items()
    }


def _taken_from_winners(
    owed: Mapping[int, Due], rooms: Mapping[int, Room], paid: Mapping[int, int]
) -> dict[int, Taken]:
    """What winners of the pool lose to another department."""
    return {employee: withhold(owed[employee], rooms[employee], received=share) for employee, share in paid.items()}


def _line(employee: int, due: Due, taken: Taken, paid: int) -> Line:
    is_short = paid < due.within
    return Line(
        employee,
        due.points,
        due.nominal,
        paid + max(due.across, 0) - taken.within - taken.across,
        taken.by or (Limit.POOL if is_short else None),
    )
