"""What the points of a running month come to for somebody who leaves before it is settled (Y5, M4)."""

from collections.abc import Sequence
from typing import Final

from disputes.domain.minus_limits import Person
from disputes.domain.point_policies import PointPolicy
from disputes.domain.postings import Posting
from disputes.domain.settlement import Line, settle

# So much more than they may lose has everybody who stays: their month is not over, no guard is known to cut them.
AMPLE: Final = 100


def points_so_far(
    policy: PointPolicy, people: Sequence[Person], postings: Sequence[Posting], leaver: Person
) -> Line | None:
    """The leaver's line: by the policy with its guard and by the leaver's own pay, while everybody else is taken to
    have enough to lose, so that what the leaver has won does not wait for the months of others. `people`: of the month
    as it would be published now; None where the leaver is none of them."""
    held = [leaver if one.id == leaver.id else Person(one.id, one.variable, one.pay * AMPLE) for one in people]
    lines = settle(policy, held, postings).lines
    return next((line for line in lines if line.id == leaver.id), None)
