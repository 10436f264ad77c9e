"""Points into nominal money, net per employee, before any limit and any pool (M1, M3)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from disputes.domain.point_policies import PointPolicy
from disputes.domain.postings import Posting
from workload.domain.refusals import BadInput, gettext_noop


@dataclass(slots=True)
class _Tally:
    points: int = 0
    within: int = 0
    across: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """Kopecks, a minus is to be withheld. points: all of the month, those without money too.

    within: from disputes of one department, through its pool; across: from those between two, past the pools.
    """

    points: int
    within: int
    across: int

    @property
    def nominal(self) -> int:
        """What the policy says before limits."""
        return self.within + self.across


def dues(policy: PointPolicy, employees: Collection[int], postings: Iterable[Posting]) -> dict[int, Due]:
    """One for each employee, by id. The controller need not be among them; BadInput naming another who is not."""
    tallies = {employee: _Tally() for employee in sorted(employees)}
    for place, posting in enumerate(postings):
        tally = tallies.get(posting.employee)
        if tally is not None:
            _count(tally, posting, policy)
        elif posting.employee != policy.hunter:
            raise BadInput(
                f"postings[{place}].employee",
                gettext_noop("%(employee)s is not among the employees."),
                employee=posting.employee,
            )
    return {
        employee: Due(tally.points, policy.worth(tally.within), policy.worth(tally.across))
        for employee, tally in tallies.items()
    }


def _count(tally: _Tally, posting: Posting, policy: PointPolicy) -> None:
    tally.points += posting.points
    if not policy.is_money(posting):
        return
    if posting.is_cross:
        tally.across += posting.points
    else:
        tally.within += posting.points
