"""Points into nominal money, net per employee, before any limit and any pool (M1, M3)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from disputes.domain.point_policies import PointPolicy
from disputes.domain.postings import Posting
from workload.domain.refusals import BadInput, gettext_noop


@dataclass(slots=True)
class _Tally:
    """Points, but for what has a rate of its own: `back_` are kopecks, `refund` the pluses among them."""

    points: int = 0
    within: int = 0
    across: int = 0
    back_within: int = 0
    back_across: int = 0
    refund: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """Kopecks, a minus is to be withheld. points: all of the month, those without money too.

    within: from disputes of one department, through its pool; across: from those between two, past the pools. refund:
    what of a plus within gives back the loss of another month, so that it goes before what is won in this one.
    """

    points: int
    within: int
    across: int
    refund: int = 0

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
    return {employee: _due(tally, policy) for employee, tally in tallies.items()}


def _due(tally: _Tally, policy: PointPolicy) -> Due:
    """A minus of the month is set against what was won before it is set against what is given back."""
    within = policy.worth(tally.within) + tally.back_within
    across = policy.worth(tally.across) + tally.back_across
    return Due(tally.points, within, across, refund=max(min(tally.refund, within), 0))


def _count(tally: _Tally, posting: Posting, policy: PointPolicy) -> None:
    tally.points += posting.points
    if posting.rate is not None:
        _count_back(tally, posting, posting.points * posting.rate)
    elif not policy.is_money(posting):
        return
    elif posting.is_cross:
        tally.across += posting.points
    else:
        tally.within += posting.points


def _count_back(tally: _Tally, posting: Posting, kopecks: int) -> None:
    if posting.is_cross:
        tally.back_across += kopecks
    else:
        tally.back_within += kopecks
        tally.refund += max(kopecks, 0)
