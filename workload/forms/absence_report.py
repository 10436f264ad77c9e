"""What the absence report is about (L6)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from support_desk.shared.forms import DayField
from workload.models import Absence
from workload.queries.absence_report import Wanted

MOST_DAYS = timedelta(days=400)
THREE_MONTHS = 3


def three_months_before(day: date) -> date:
    """The same day three months earlier, or the last of a shorter month's."""
    first = day.replace(day=1)
    for _month in range(THREE_MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


class AbsenceReportForm(forms.Form):
    """The last three months, everybody and every type, unless it says otherwise."""

    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[("", _("Every type")), *Absence.Type.choices])
    department = forms.TypedChoiceField(label=_("Department"), required=False, coerce=int, empty_value=None)

    field_order = ("from", "to", "person", "type", "department")

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        today: date,
        people: Mapping[int, str] | None = None,
        departments: Mapping[int, str] | None = None,
    ) -> None:
        given = {name: value for name, value in data.items() if value}
        if not given.keys() & {"from", "to"}:
            given |= {"from": three_months_before(today).isoformat(), "to": today.isoformat()}
        super().__init__(given)
        self.today = today
        # "from" is a word of the language, so that these two are named here.
        self.fields["from"] = DayField(label=_("From"), required=False)
        self.fields["to"] = DayField(label=_("Until"), required=False)
        for name, words, nobody in (("person", people, _("Everybody")), ("department", departments, _("All of them"))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", nobody), *((str(key), word) for key, word in (words or {}).items())]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        last = data["to"] = data.get("to") or self.today
        first = data["from"] = data.get("from") or three_months_before(last)
        if last < first:
            self.add_error("to", _("The period ends before it starts."))
        elif last - first > MOST_DAYS:
            self.add_error("from", _("A report is of thirteen months at most."))
        return data

    def wanted(self) -> Wanted:
        """What was asked for; the last three months of everybody where it cannot be read."""
        if not self.is_valid():
            return Wanted(three_months_before(self.today), self.today)
        data = self.cleaned_data
        return Wanted(data["from"], data["to"], data["person"], data["type"], data["department"])
