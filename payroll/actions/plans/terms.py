"""What a version of a plan is to say, and that it does not contradict itself (Y1, Y2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disputes.models import Regulation
from payroll.domain.plan_case import plan_from
from payroll.domain.plans import Proration
from payroll.domain.scales import ScaleKind, check_rises
from payroll.models import PayComponent, PayPlan, PayPlanVersion
from payroll.queries.measures.registry import MEASURES
from payroll.queries.plans.figures import plan_json
from support_desk.shared.changing import refusal
from support_desk.shared.errors import Refused
from workload.actions.refusing import sentence_of
from workload.domain.reading import under
from workload.domain.refusals import BadInput

PLAN: Final = "plan"


@dataclass(frozen=True, slots=True)
class Measure:
    """A component: its weight from 0 to 1, its target where the plan sets one, its scale. `table`: attainments with
    their scores."""

    code: str
    weight: Decimal
    target: Decimal | None = None
    kind: str = ScaleKind.LINEAR
    gate: Decimal | None = None
    floor: Decimal = Decimal(0)
    cap: Decimal | None = None
    table: Sequence[tuple[Decimal, Decimal]] | None = None

    def of_component(self) -> dict[str, Any]:
        """By the fields of the row."""
        table = None if self.table is None else [[str(attainment), str(score)] for attainment, score in self.table]
        return {**{field.name: getattr(self, field.name) for field in fields(self)}, "table": table}


@dataclass(frozen=True, slots=True)
class Terms:
    """A version from `starts_on`, a first of the month, on. Rubles a full month."""

    starts_on: date
    base: Decimal
    variable: Decimal
    measures: Sequence[Measure] = ()
    proration: str = Proration.HOURS
    offer_rate: Decimal = Decimal(0)
    measured_by: str = PayPlanVersion.Measures.OWN
    complaint_deduction: Decimal = Decimal("0.10")
    finding_deduction: Decimal = Decimal("0.02")
    rework_deduction: Decimal = Decimal("0.01")
    regulation: Regulation | None = None

    def of_version(self) -> Mapping[str, Any]:
        """By the fields of the row."""
        renamed = {"measured_by": "measures"}
        own = [field.name for field in fields(self) if field.name != "measures"]
        return {renamed.get(name, name): getattr(self, name) for name in own}

    def said(self) -> Mapping[str, Any]:
        """For the trail."""
        measures = [f"{measure.code} {measure.weight}" for measure in self.measures]
        return {**self.of_version(), "components": measures}


def check_terms(plan: PayPlan, version: PayPlanVersion, components: Sequence[PayComponent]) -> None:
    """Refused, naming plan and field: a day that is no first of a month, a number that does not fit its place, weights
    that do not sum to 1, scale points out of order or falling, a measure that nobody counts."""
    if version.starts_on.day != 1:
        raise Refused(_("A plan starts on the first of a month."), field="starts_on")
    for place, row in enumerate(components):
        _check_component(row, f"components[{place}]")
    try:
        read = plan_from(plan_json(version, components, version.base, version.variable), PLAN)
        for place, component in enumerate(read.components):
            with under(f"{PLAN}.components[{place}].scale"):
                check_rises(component.scale)
    except BadInput as bad:
        words = _("%(plan)s: %(what)s") % {"plan": plan.name, "what": sentence_of(bad)}
        raise Refused(words, field=bad.field.removeprefix(f"{PLAN}.")) from bad


def _check_component(component: PayComponent, path: str) -> None:
    if component.code not in MEASURES:
        raise Refused(_("Nobody counts “%(code)s”.") % {"code": component.code}, field=f"{path}.code")
    try:
        component.clean_fields(exclude=["version"])
    except ValidationError as invalid:
        wrong = refusal(invalid)
        raise Refused(wrong.message, field=f"{path}.{wrong.field}") from invalid
