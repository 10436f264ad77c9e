"""What a department's month is settled from: postings that no settlement has taken yet, and its people (M1, M3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from disputes.domain import postings as rules
from disputes.domain.ledger import Entry
from disputes.domain.settlement_case import SettlementCase
from disputes.domain.settling import cancelled, nominal_case
from disputes.models import PointPolicy, Posting
from disputes.queries.point_policies import policy_of
from workload.queries.timesheets.months import members_in


@dataclass(frozen=True, slots=True)
class MonthToSettle:
    """`taken`: ids of all postings that the settlement takes; `left_out`: those of them that cancel each other."""

    policy: PointPolicy
    case: SettlementCase
    taken: Sequence[int]
    left_out: frozenset[int]


def month_to_settle(department_id: int, month: date) -> MonthToSettle:
    """Whatever is posted for months up to `month` and not settled: a posting that came late is counted in the next
    settlement, by the policy of its month. Three statements."""
    rows = list(
        Posting.objects.filter(department=department_id, month__lte=month, settled__isnull=True)
        .order_by("pk")
        .only("pk", "employee_id", "points", "initiator_id", "cause", "is_cross", "dispute_id", "mirrors_id")
    )
    left_out = cancelled(entry_of(row) for row in rows)
    counted = [as_rule(row) for row in rows if row.pk not in left_out]
    policy = policy_of(department_id, month)
    members = members_in(department_id, month).values_list("employee_id", flat=True)
    employees = {*members, *(row.employee_id for row in rows)}
    return MonthToSettle(
        policy, nominal_case(policy.money(), employees, counted), [row.pk for row in rows], frozenset(left_out)
    )


def entry_of(row: Posting) -> Entry:
    """A posting in its place in the ledger."""
    return Entry(row.pk, row.dispute_id or 0, as_rule(row), row.mirrors_id)


def as_rule(row: Posting) -> rules.Posting:
    """As the rules count it. A correction has no initiator; its own employee stands there, so that it feeds no fund."""
    return rules.Posting(
        row.employee_id, row.points, row.initiator_id or row.employee_id, rules.Cause(row.cause), row.is_cross
    )
