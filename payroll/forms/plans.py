"""Writing a plan: its name, and what a version says beside its measures (Y1)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from disputes.models import Regulation
from payroll.actions.plans.terms import Measure, Terms
from payroll.forms.plan_measures import HUNDRED, plain
from payroll.models import PayPlan, PayPlanVersion
from support_desk.shared.errors import Refused
from support_desk.shared.forms import DayField

NAMES: Final = ("base", "variable", "proration", "offer_rate")
DEDUCTIONS: Final = ("complaint_deduction", "finding_deduction", "rework_deduction")


def _percent(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_value=100, max_digits=5, decimal_places=2)


class TermsForm(forms.Form):
    """The next version of a plan."""

    starts_on = DayField(label=_("From"))
    measured_by = forms.ChoiceField(label=_("Measured by"), choices=PayPlanVersion.Measures.choices)
    complaint_deduction = _percent(_("A complaint takes of quality, %"))
    finding_deduction = _percent(_("A finding of a review takes, %"))
    rework_deduction = _percent(_("A returned result takes, %"))
    regulation = forms.ModelChoiceField(
        Regulation.objects.none(), label=_("Bonus regulation"), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, regulations: QuerySet[Regulation], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "plan_%s", **kwargs})
        self.fields["regulation"].queryset = regulations  # type: ignore[attr-defined]  # a ModelChoiceField has one
        self.fields.update(fields_for_model(PayPlanVersion, NAMES))

    def terms(self, measures: Sequence[Measure]) -> Terms:
        """As the action takes it."""
        data = self.cleaned_data
        deductions = {name: data[name] / HUNDRED for name in DEDUCTIONS}
        rest = {name: data[name] for name in (*NAMES, "starts_on", "measured_by", "regulation")}
        return Terms(measures=measures, **deductions, **rest)


class PlanForm(TermsForm):
    """A new plan as well: its name, and for which position."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(fields_for_model(PayPlan, ("name", "position")))


class PlanNameForm(forms.Form):
    """What a plan is called from now on, and for which position."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "keep_%s", **kwargs})
        self.fields.update(fields_for_model(PayPlan, ("name", "position")))


def initial_of(terms: Terms) -> Mapping[str, Any]:
    """What the form begins with."""
    said = {name: getattr(terms, name) for name in (*NAMES, "starts_on", "measured_by", "regulation")}
    return {**said, **{name: plain(getattr(terms, name) * HUNDRED) for name in DEDUCTIONS}}


def put_at_field(form: forms.Form, rows: Iterable[forms.Form], refusal: Refused) -> None:
    """Beside the field at fault: of the plan, or of the row of a measure that has a weight."""
    path = refusal.field or ""
    place, _dot, field = path.removeprefix("components[").partition("].")
    weighted = [row for row in rows if row.cleaned_data.get("weight") is not None]
    if path.startswith("components[") and place.isdigit() and int(place) < len(weighted):
        row, name = weighted[int(place)], field.removeprefix("scale.").partition("[")[0]
        row.add_error(name if name in row.fields else None, str(refusal))
        return
    form.add_error(path if path in form.fields else None, str(refusal))
