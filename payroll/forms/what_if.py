"""One plan as it would be (Y7): every field shows what was paid by, and what differs is the change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from payroll.domain.figures import number
from payroll.domain.plan_case import plan_from
from payroll.domain.plans import UPSALES
from payroll.domain.scales import ScaleKind, check_rises
from payroll.domain.sections import Section
from payroll.domain.what_if import changed
from payroll.domain.what_if_case import Written, change_from
from payroll.forms.scale_points import PointsField, decimal_of, percent_of, share_of
from payroll.models import PayComponent
from payroll.queries.closed_pay import OUTPUT, ClosedPay, PaidPlan, targets_of
from payroll.queries.plans.figures import plan_json, scale_json
from workload.domain.reading import under
from workload.domain.refusals import BadInput

SUMS = ("base", "variable", "offer_rate")
SCALE = ("kind", "gate", "floor", "cap", "table")
WHOLE_PERCENT = Decimal(100)


class PlanChangeForm(forms.Form):
    """Fields `weight-output`, `target-output`, `kind-output`, …, and the sums. Percents for people, shares for the
    rule. `written()`: what differs from the version, as a scenario keeps it."""

    base = forms.DecimalField(label=_("Base, ₽"), min_value=0, max_digits=12, decimal_places=2)
    variable = forms.DecimalField(label=_("Variable part, ₽"), min_value=0, max_digits=12, decimal_places=2)
    offer_rate = forms.DecimalField(label=_("Offer point, ₽"), min_value=0, max_digits=9, decimal_places=2)

    def __init__(self, *args: Any, plan: PaidPlan, pay: ClosedPay, change: Written | None = None, **options: Any):
        self.plan, self.pay = plan, pay
        self.components: Sequence[PayComponent] = list(plan.version.components.all())
        paid = as_paid(plan, self.components)
        super().__init__(*args, **{"auto_id": "whatif_%s", "initial": {**paid, **as_changed(change or {})}, **options})
        self.paid = paid
        targets = targets_of(plan.version)
        for component in self.components:
            self.fields.update(component_fields(component, has_target=component.code in targets))
        self.is_bad = False

    def rows(self) -> Iterator["ComponentRow"]:
        """The components in the order of the plan."""
        for one in self.components:
            has_target = f"target-{one.code}" in self.fields
            yield ComponentRow(
                one,
                self[f"weight-{one.code}"],
                self[f"target-{one.code}"] if has_target else None,
                [self[f"{name}-{one.code}"] for name in SCALE],
                any(self.errors.get(f"{name}-{one.code}") for name in SCALE) if self.is_bound else False,
            )

    def clean(self) -> dict[str, Any]:
        """The terms must hold together, as in a plan that is published."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            total = sum((data[f"weight-{one.code}"] for one in self.components), Decimal())
            if self.components and total != WHOLE_PERCENT:
                said = {"sum": number(share_of(total) * 100)}
                self.add_error(None, gettext("The weights sum to %(sum)s percent, not to 100.") % said)
            else:
                self._check_terms()
        return data

    def written(self) -> dict[str, Any]:
        """{} when nothing differs."""
        data = self.cleaned_data
        found: dict[str, Any] = {}
        weights = {one.code: number(share_of(data[f"weight-{one.code}"])) for one in self.components}
        if weights != {one.code: number(share_of(self.paid[f"weight-{one.code}"])) for one in self.components}:
            found["weights"] = weights
        scales = {one.code: self._scale(one.code) for one in self.components}
        if others := {one.code: scales[one.code] for one in self.components if scales[one.code] != scale_json(one)}:
            found["scales"] = others
        targets = {one.code: data[name] for one in self.components if (name := f"target-{one.code}") in data}
        if aims := {code: str(aim) for code, aim in targets.items() if aim != self.paid[f"target-{code}"]}:
            found["targets"] = aims
        return {**found, **{name: f"{data[name]:.2f}" for name in SUMS if data[name] != self.paid[name]}}

    def _scale(self, code: str) -> dict[str, Any]:
        kind, gate, floor, cap, table = (self.cleaned_data[f"{name}-{code}"] for name in SCALE)
        said = {"gate": gate, "floor": floor or None, "cap": cap}
        scale: dict[str, Any] = {name: number(share_of(bound)) for name, bound in said.items() if bound is not None}
        if table:
            scale["table"] = table
            if kind != ScaleKind.LINEAR:
                scale["kind"] = kind
        return scale

    def _check_terms(self) -> None:
        version = self.plan.version
        try:
            change = change_from(self.written(), "")
            for code, scale in change.scales.items():
                with under(f"scales.{code}"):
                    check_rises(scale)
            plan = plan_from(plan_json(version, self.components, version.base, version.variable), "")
            changed(Section(plan, (), {}), change, self.pay.terms[version.pk])
        except BadInput as error:
            sentence = gettext(error.template)
            self.add_error(self._field_of(error.field), sentence % error.params if error.params else sentence)

    def _field_of(self, path: str) -> str | None:
        """The field that says `scales.output.table[1]` or `offer_rate`; None: the form."""
        parts = path.split("[")[0].split(".")
        name = f"{parts[-1]}-{parts[1]}" if parts[0] == "scales" and len(parts) > 2 else parts[-1]
        return name if name in self.fields else None


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """What the page shows of a component; `target`: None where the plan sets none; `is_open`: a scale at fault."""

    component: PayComponent
    weight: BoundField
    target: BoundField | None
    scale: Sequence[BoundField]
    is_open: bool


def component_fields(component: PayComponent, *, has_target: bool) -> dict[str, forms.Field]:
    """By name."""
    code = component.code
    found: dict[str, forms.Field] = {
        f"weight-{code}": percent_field(pgettext_lazy("of pay", "Weight"), most=100, is_required=True),
        f"kind-{code}": forms.ChoiceField(
            label=pgettext_lazy("scale", "Between its points"),
            choices=[
                (ScaleKind.LINEAR.value, pgettext_lazy("scale", "Linear")),
                (ScaleKind.STEPS.value, pgettext_lazy("scale", "In steps")),
            ],
        ),
        f"gate-{code}": percent_field(pgettext_lazy("scale", "Gate: attained, %"), most=1000),
        f"floor-{code}": percent_field(pgettext_lazy("scale", "Floor: of the weight, %"), most=1000),
        f"cap-{code}": percent_field(pgettext_lazy("scale", "Cap: of the weight, %"), most=1000),
        f"table-{code}": PointsField(label=pgettext_lazy("scale", "Points: attained and paid, %"), required=False),
    }
    if has_target:
        found[f"target-{code}"] = forms.DecimalField(
            label=target_label(code), min_value=0, max_digits=10, decimal_places=2
        )
    return found


def target_label(code: str) -> Any:
    """What the figure is, by the measure."""
    labels = {OUTPUT: _("Output: of worked hours, %"), UPSALES: _("Upsales, points a month")}
    return labels.get(code, _("Target"))


def percent_field(label: Any, *, most: int, is_required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, max_digits=7, decimal_places=3, required=is_required
    )


def as_paid(plan: PaidPlan, components: Sequence[PayComponent]) -> dict[str, Any]:
    """What the version says, by field."""
    version = plan.version
    found: dict[str, Any] = {name: getattr(version, name) for name in SUMS}
    for one in components:
        found |= {f"weight-{one.code}": percent_of(one.weight), **scale_initial(one.code, scale_json(one))}
    return found | {f"target-{code}": decimal_of(aim) for code, aim in targets_of(version).items()}


def as_changed(change: Written) -> dict[str, Any]:
    """What a scenario says, by field."""
    found: dict[str, Any] = {name: Decimal(change[name]) for name in SUMS if name in change}
    found |= {f"weight-{code}": percent_of(weight) for code, weight in change.get("weights", {}).items()}
    found |= {f"target-{code}": Decimal(aim) for code, aim in change.get("targets", {}).items()}
    for code, scale in change.get("scales", {}).items():
        found |= scale_initial(code, scale)
    return found


def scale_initial(code: str, scale: Written) -> dict[str, Any]:
    """The scale as `calculate pay` reads it, by field."""
    bounds = {name: None if scale.get(name) is None else percent_of(scale[name]) for name in ("gate", "floor", "cap")}
    said = {"kind": scale.get("kind", ScaleKind.LINEAR.value), **bounds, "table": scale.get("table")}
    return {f"{name}-{code}": value for name, value in said.items()}
