"""One fact of pay with what may be done about it."""

from dataclasses import dataclass

from payroll.fact_permissions import can_enter
from payroll.models import PayFact, PayPeriod
from payroll.queries.facts.lists import ICONS
from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class FactPage:
    """`taken_back`: the row that did, if any. `is_frozen`: its month takes no more changes."""

    icon: str
    is_points: bool
    taken_back: PayFact | None
    is_frozen: bool
    may_take_back: bool


def fact_page(fact: PayFact, viewer: Viewer) -> FactPage:
    """Of one that was read by `facts_of`. One statement."""
    back: PayFact | None = getattr(fact, "reversal", None)
    month = fact.happened_on.replace(day=1)
    periods = PayPeriod.objects.filter(department=fact.department_id, month=month)
    is_frozen = periods.exclude(state=PayPeriod.State.OPEN).exists()
    may = can_enter(viewer, fact.employee_id, fact.department_id) and back is None and not is_frozen
    return FactPage(ICONS[PayFact.Kind(fact.kind)], fact.kind == PayFact.Kind.OFFER, back, is_frozen, may)
