"""Correcting points, spending from a kitty (D10, M2)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workload.models import Employee


class CorrectionForm(forms.Form):
    """Whose points, by how many, and why."""

    employee = forms.ModelChoiceField(Employee.objects.none(), label=_("Employee"))
    points = forms.IntegerField(label=_("Points"), min_value=-100, max_value=100)
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "correction_%s", **kwargs})
        self.fields["employee"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField has one


class SpendingForm(forms.Form):
    """What was bought, when and for how much; `department` by its id."""

    department = forms.TypedChoiceField(label=_("Department"), coerce=int, widget=forms.HiddenInput)
    amount = forms.DecimalField(label=_("Amount, ₽"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2)
    what = forms.CharField(label=_("What for"), max_length=300)
    spent_on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, department_ids: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "spending_%s", **kwargs})
        self.fields["department"].choices = [(pk, pk) for pk in department_ids]  # type: ignore[attr-defined]  # a ChoiceField has them
