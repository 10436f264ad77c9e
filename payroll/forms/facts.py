"""Entering a fact of pay, and taking one back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from payroll.actions.facts.entering import ToldFact
from payroll.actions.facts.taking_back import LONGEST_REASON
from payroll.models import PayFact
from support_desk.shared.forms import DayField
from support_desk.shared.viewer import Viewer
from tickets.models import Client
from workload.models import Employee, Employment

# Of somebody who has left, facts may still come in.
LEFT_LATELY = timedelta(days=62)


def people_for(viewer: Viewer) -> QuerySet[Employee]:
    """Whose facts the viewer may enter, by name: nobody's own."""
    day = viewer.at.date() - LEFT_LATELY
    people = Employee.objects.visible_to(viewer).filter(Q(left_on__isnull=True) | Q(left_on__gte=day))
    if not viewer.has("director"):
        lately = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        led = Employment.objects.filter(lately, department__in=viewer.led_department_ids)
        people = people.filter(pk__in=led.values("employee"))
    return people.exclude(pk=viewer.employee_id or 0).order_by("name")


class FactForm(forms.Form):
    """What somebody sold, or was to collect. `client`: by the name that it has here."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PayFact.Kind.choices)
    employee = forms.ModelChoiceField(Employee.objects.none(), label=_("Employee"))
    happened_on = DayField(label=_("Day"))
    amount = forms.DecimalField(
        label=_("Points or rubles"), min_value=Decimal("0.01"), max_digits=14, decimal_places=2
    )  # fmt: skip
    title = forms.CharField(label=pgettext_lazy("pay fact", "What"), max_length=200)
    client = forms.CharField(label=_("Client"), max_length=200, required=False)
    source = forms.CharField(label=_("Source"), max_length=60, required=False)
    reference = forms.CharField(label=_("Number in the source"), max_length=100, required=False)
    url = forms.URLField(
        label=_("Link to the source"), max_length=500, required=False, assume_scheme="https"
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "fact_%s", **kwargs})
        self.viewer = viewer
        self.fields["employee"].queryset = people_for(viewer)  # type: ignore[attr-defined]  # a ModelChoiceField has one

    def clean_client(self) -> Client | None:
        name = self.cleaned_data["client"]
        if not name:
            return None
        client = Client.objects.visible_to(self.viewer).filter(name__iexact=name).order_by("pk").first()
        if client is None:
            raise forms.ValidationError(_("There is no such client, or none that you may see."))
        return client

    def told(self) -> ToldFact:
        """What the action takes."""
        data = dict(self.cleaned_data)
        client: Client | None = data.pop("client")
        employee: Employee = data.pop("employee")
        return ToldFact(employee_id=employee.pk, client_id=None if client is None else client.pk, **data)


class TakeBackForm(forms.Form):
    """Why it is wrong."""

    reason = forms.CharField(
        label=pgettext_lazy("pay fact", "Why it is wrong"), max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
