"""What to look at, and under which name to keep it (Y7)."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workload.models import Department

MONTHS: Final = (1, 3, 6, 12, 24)


class PeriodForm(forms.Form):
    """How many of the last closed months, and of which department."""

    months = forms.TypedChoiceField(label=_("Months"), coerce=int)
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("All departments")
    )

    def __init__(self, *args: Any, departments: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "period_%s", **options})
        self.fields["months"].choices = [(number, last_months(number)) for number in MONTHS]  # type: ignore[attr-defined]  # a ChoiceField has them
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]  # a ModelChoiceField has one


class ScenarioForm(forms.Form):
    """The name; what is kept stands in the address of the page."""

    name = forms.CharField(label=_("Name of the scenario"), max_length=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "scenario_%s", **options})


def last_months(number: int) -> str:
    """As the menu says it."""
    return ngettext("The last closed month", "The last %(number)d closed months", number) % {"number": number}
