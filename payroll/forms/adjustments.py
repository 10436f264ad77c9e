"""Proposing an addition or a reversal, deciding, and what goes with a sum below zero (Y5)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from payroll.actions.agreeing import LONGEST
from payroll.actions.minus import Minus
from payroll.domain.adjustments import AdjustmentEvent
from payroll.models import PayAdjustment
from support_desk.shared.forms import DayField
from workload.models import Employee


class MinusForm(forms.Form):
    """On what ground something is taken, and the consent on paper, where there is one."""

    reason = forms.CharField(label=pgettext_lazy("pay", "Why"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))
    ground = forms.ChoiceField(
        label=_("Ground of a sum below zero"),
        choices=[("", _("Nothing is taken")), *PayAdjustment.Ground.choices],
        required=False,
    )
    consented_on = DayField(label=_("The employee signed on"), required=False)
    paper = forms.FileField(label=_("Signed consent"), required=False)

    def minus(self) -> Minus:
        """What the action takes."""
        data = self.cleaned_data
        return Minus(data["ground"], data["consented_on"], data["paper"])


class SumForm(MinusForm):
    """A sum with its reason: what is given back or taken of one line."""

    amount = forms.DecimalField(label=_("Amount, ₽"), max_digits=12, decimal_places=2)
    field_order: Sequence[str] = ("amount", "reason")


class AdditionForm(SumForm):
    """For whom, how much, with which month."""

    employee = forms.ModelChoiceField(Employee.objects.none(), label=_("Employee"), empty_label=_("Choose a person"))
    month = DayField(label=_("With the payslip of"), required=False)
    field_order = ("employee", "amount", "month", "reason")

    def __init__(self, *args: Any, people: QuerySet[Employee], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "addition_%s", **kwargs})
        self.fields["employee"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField has one


class DecideForm(forms.Form):
    """Agreed or refused, and why."""

    CHOICES = (
        (AdjustmentEvent.AGREE.value, _("Agree: it goes into the next payslip")),
        (AdjustmentEvent.REFUSE.value, _("Refuse: nothing is paid or taken")),
    )

    event = forms.TypedChoiceField(
        label=_("Decision"), choices=CHOICES, coerce=AdjustmentEvent, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Why you refuse"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 3})
    )
