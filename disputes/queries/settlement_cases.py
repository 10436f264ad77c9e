"""What a department's month is settled from: postings that no settlement has taken yet, and its people (M1, M3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from disputes.domain import postings as rules
from disputes.domain.ledger import Entry
from disputes.domain.settlement_case import SettlementCase
from disputes.domain.settling import cancelled, nominal_case
from disputes.models import PointPolicy, Posting
from disputes.queries.point_policies import policy_of
from workload.queries.timesheets.months import members_in

CAUSES: Final = {cause.value: cause for cause in rules.Cause}


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
    entries = unsettled(department_id, month)
    left_out = cancelled(entries)
    counted = [entry.posting for entry in entries if entry.number not in left_out]
    policy = policy_of(department_id, month)
    members = members_in(department_id, month).values_list("employee_id", flat=True)
    employees = {*members, *(entry.posting.employee for entry in entries)}
    case = nominal_case(policy.money(), employees, counted)
    return MonthToSettle(policy, case, [entry.number for entry in entries], frozenset(left_out))


def unsettled(department_id: int, month: date) -> list[Entry]:
    """Postings for months up to `month` that no settlement has taken, in their order. A correction has no initiator;
    its own employee stands there, so that it feeds no fund. One statement, no model a posting: there may be many."""
    rows = Posting.objects.filter(department=department_id, month__lte=month, settled__isnull=True).order_by("pk")
    columns = ("pk", "dispute_id", "mirrors_id", "employee_id", "points", "initiator_id", "cause", "is_cross")
    return [
        Entry(pk, dispute or 0, rules.Posting(person, points, initiator or person, CAUSES[cause], is_cross), mirrors)
        for pk, dispute, mirrors, person, points, initiator, cause, is_cross in rows.values_list(*columns)
    ]
