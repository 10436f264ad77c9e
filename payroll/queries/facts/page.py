"""One fact of pay with what may be done about it."""

from dataclasses import dataclass

from payroll.fact_permissions import can_enter
from payroll.models import PayFact
from payroll.queries.facts.lists import ICONS
from payroll.queries.facts.places import open_months, places_of
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
    """Of one that was read by `facts_of`. Four statements."""
    back: PayFact | None = getattr(fact, "reversal", None)
    is_frozen = _is_frozen(fact, viewer)
    may = can_enter(viewer, fact.employee_id, fact.department_id) and back is None and not is_frozen
    return FactPage(ICONS[PayFact.Kind(fact.kind)], fact.kind == PayFact.Kind.OFFER, back, is_frozen, may)


def _is_frozen(fact: PayFact, viewer: Viewer) -> bool:
    """By the rule of taking it back: also where another department writes the payslip, or it is written already."""
    places = places_of([fact.employee_id], by=viewer).get(fact.employee_id)
    departments = {fact.department_id} | ({places.home(fact.happened_on)} if places else set())
    months = open_months(departments, [fact.employee_id], [fact.happened_on])
    return not months.is_open(fact.employee_id, departments, fact.happened_on)
