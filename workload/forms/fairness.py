"""Which period of which department (L1)."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from workload.models import Department

LONGEST = timedelta(days=366)


class FairnessForm(forms.Form):
    """A year at most. `from` is no name in Python, so the fields are added by it."""

    def __init__(self, data: Any, *, departments: QuerySet[Department]) -> None:
        super().__init__(data)
        self.fields["department"] = forms.ModelChoiceField(departments, label=_("Department"))
        self.fields["from"] = forms.DateField(label=_("from"), widget=forms.DateInput(attrs={"type": "date"}))
        self.fields["to"] = forms.DateField(label=_("until"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("from"), data.get("to")
        if first and last and last < first:
            self.add_error("to", _("The period ends before it starts."))
        if first and last and last - first > LONGEST:
            self.add_error("to", _("At most a year at once."))
        return data
