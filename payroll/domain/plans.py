"""A pay plan: what a position is paid by (Y1, Y2)."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from payroll.domain.figures import WHOLE, number, sum_of
from payroll.domain.scales import AS_IT_IS, Scale
from workload.domain.refusals import BadInput, gettext_noop

UPSALES: Final = "upsales"
BASE, OVERTIME, OFFERS, SETTLEMENT = "base", "overtime", "offers", "settlement"
RESERVED: Final = frozenset({BASE, OVERTIME, OFFERS, SETTLEMENT})

DO_NOT_ADD_UP: Final = gettext_noop("The weights of a plan sum to 1, these sum to %(sum)s.")


class Proration(StrEnum):
    """By what base and fund are cut where less than the month was worked."""

    HOURS = "hours"
    DAYS = "days"


class BadPlan(BadInput):
    """A plan that contradicts itself: the field is base, variable, offer_rate, components or components[i].…"""


@dataclass(frozen=True, slots=True)
class Component:
    """One measure with its weight in the variable part, from 0 to 1."""

    code: str
    weight: Fraction
    scale: Scale = AS_IT_IS


@dataclass(frozen=True, slots=True)
class Plan:
    """Kopecks a full month; offer_rate: kopecks an offer point. BadPlan naming the field at fault."""

    base: int
    variable: int
    components: tuple[Component, ...] = ()
    proration: Proration = Proration.HOURS
    offer_rate: int = 0

    def __post_init__(self) -> None:
        for field in ("base", "variable", "offer_rate"):
            if getattr(self, field) < 0:
                raise BadPlan(field, gettext_noop("Pay cannot be less than nothing."))
        _check_codes(self.components)
        _check_weights(self)
        if self.offer_rate and any(component.code == UPSALES for component in self.components):
            raise BadPlan(
                "offer_rate", gettext_noop("Upsales are paid once: by this rate or by the component, not by both.")
            )


def _check_codes(components: tuple[Component, ...]) -> None:
    seen: set[str] = set()
    for place, component in enumerate(components):
        field = f"components[{place}].code"
        if component.code in RESERVED:
            raise BadPlan(
                field, gettext_noop("%(code)s is the name of another line of a payslip."), code=component.code
            )
        if component.code in seen:
            raise BadPlan(field, gettext_noop("%(code)s is in this plan already."), code=component.code)
        seen.add(component.code)


def _check_weights(plan: Plan) -> None:
    for place, component in enumerate(plan.components):
        if not 0 <= component.weight <= WHOLE:
            raise BadPlan(f"components[{place}].weight", gettext_noop("A weight lies between 0 and 1."))
    if not plan.components and plan.variable == 0:
        return
    total = sum_of(component.weight for component in plan.components)
    if total != WHOLE:
        raise BadPlan("components", DO_NOT_ADD_UP, sum=number(total))
