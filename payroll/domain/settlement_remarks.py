"""What a payslip says of points whose money was limited (M4): what they were worth, what counts of it, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from disputes.domain.minus_limits import Limit
from payroll.domain.figures import money
from payroll.domain.remarks import Remark
from workload.domain.refusals import gettext_noop

UNREAD: Final = gettext_noop(
    "Points are worth %(nominal)s and %(amount)s of it counts: the pay plan or its bonus regulation was not read "
    "before the month began."
)
LIMITED: Final = {
    Limit.VARIABLE: gettext_noop(
        "Points are worth %(nominal)s and %(amount)s of it counts: a minus stays within the variable part of pay."
    ),
    Limit.GUARD: gettext_noop(
        "Points are worth %(nominal)s and %(amount)s of it counts: a minus stays within the guarded share of the pay."
    ),
    Limit.POOL: gettext_noop(
        "Points are worth %(nominal)s and %(amount)s of it counts: what was withheld this month was not enough for all."
    ),
}


@dataclass(frozen=True, slots=True)
class Share:
    """What a settlement gives or takes of one person, in kopecks; `is_unread`: nothing could be taken because the plan
    was not read in time. `postings`: the points themselves, where no settlement has them yet."""

    settlement_id: int
    nominal: int
    amount: int
    limited_by: Limit | None = None
    is_unread: bool = False
    postings: tuple[int, ...] = ()


def remarks_of(shares: Iterable[Share]) -> Iterator[Remark]:
    """One for each that was limited."""
    for share in shares:
        if share.limited_by is not None:
            is_unread = share.is_unread and share.nominal < 0
            template = UNREAD if is_unread else LIMITED[share.limited_by]
            yield Remark(template, {"nominal": money(share.nominal), "amount": money(share.amount)})
