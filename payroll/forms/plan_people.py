"""Giving a plan to somebody, and ending it (Y1)."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from payroll.actions.plans.assigning import Pay
from payroll.models import PayPlan
from support_desk.shared.forms import DayField
from workload.forms.absences import PersonField
from workload.models import Employee

ELSEWHERE: Final = "elsewhere"


def _rubles(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=2, required=False)


class AssignForm(forms.Form):
    """Who is paid by which plan from a day on; their own sums where they are not the plan's."""

    employee = PersonField(label=_("Employee"), required=True)
    plan = forms.ChoiceField(label=_("Pay plan"))
    starts_on = DayField(label=_("From"))
    base = _rubles(_("Base"))
    variable = _rubles(_("Variable part"))

    def __init__(self, *args: Any, people: Iterable[Employee], plans: Iterable[PayPlan], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "assign_%s", **kwargs})
        self.plans = {str(plan.pk): plan for plan in plans}
        self.fields["employee"].offer(people, _("Choose a person"))  # type: ignore[attr-defined]  # a PersonField
        named = [(key, plan.name) for key, plan in self.plans.items()]
        choices = [("", _("Choose a plan")), *named, (ELSEWHERE, _("Paid elsewhere, by no payslip of this desk"))]
        self.fields["plan"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them

    def pay(self) -> Pay:
        """As the action takes it."""
        data = self.cleaned_data
        return Pay(self.plans.get(data["plan"]), data["base"], data["variable"])


class EndForm(forms.Form):
    """The last day on which a plan pays somebody."""

    ends_on = DayField(label=_("Last day"))
