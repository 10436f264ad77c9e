"""What a department's month is settled from: postings that no settlement has taken yet, and its people (M1, M3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from disputes.domain.minus_limits import Person
from disputes.domain.settlement_case import SettlementCase, case_from
from disputes.domain.settling import cancelled, nominal_case
from disputes.models import PointPolicy, Settlement, SettlementCount
from disputes.queries.corrections import at_their_worth
from disputes.queries.point_policies import policy_of
from disputes.queries.unsettled import unsettled
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
    settlement, by the policy of its month; what takes a settled one back, at what that was worth. Three statements, and
    one more where a dispute was corrected or taken back."""
    entries = unsettled(department_id, month)
    left_out = cancelled(entries)
    counted = at_their_worth([entry for entry in entries if entry.number not in left_out])
    policy = policy_of(department_id, month)
    members = members_in(department_id, month).values_list("employee_id", flat=True)
    employees = {*members, *(entry.posting.employee for entry in entries)}
    case = nominal_case(policy.money(), employees, counted)
    return MonthToSettle(policy, case, [entry.number for entry in entries], frozenset(left_out))


def case_to_apply(settlement: Settlement, people: Sequence[Person], kitty: int | None) -> SettlementCase:
    """What was published, by the policy with its guard, with what there is to lose and to give back of. Who is not of
    the settlement is left out, and of whom nothing is said has nothing to lose. One statement."""
    published = settlement.counts.get(stage=SettlementCount.Stage.NOMINAL).case
    stored = case_from({**published, "policy": settlement.policy_values})
    told = {person.id: person for person in people}
    own = tuple(told.get(person.id) or Person(person.id, 0, 0) for person in stored.people)
    return SettlementCase(stored.policy, own, stored.postings, kitty)
