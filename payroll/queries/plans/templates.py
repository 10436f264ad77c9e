"""Plans to begin with, as cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from payroll.domain.plan_templates import TEMPLATES, PlanTemplate
from payroll.models import PayComponent, PayPlan
from payroll.queries.plans.measures import weights_in_words


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """Rubles a full month. `of_department`: measured by the figures of the department."""

    position: str
    name: str
    base: Decimal
    variable: Decimal
    weights: str
    of_department: bool


def template_cards() -> Sequence[TemplateCard]:
    """One for each position that has a template."""
    return [_card(position, template) for position, template in TEMPLATES.items()]


def _card(position: str, template: PlanTemplate) -> TemplateCard:
    components = [PayComponent(code=measure.code, weight=measure.weight) for measure in template.measures]
    return TemplateCard(
        position,
        str(PayPlan.Position(position).label),
        template.base,
        template.variable,
        weights_in_words(components),
        template.of_department,
    )
