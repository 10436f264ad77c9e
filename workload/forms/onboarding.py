"""Making and renewing a plan of onboarding (L9)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from support_desk.shared.forms import DayField, DayInput
from workload.domain.onboarding import DAILY_MINUTES
from workload.forms.absences import PersonField
from workload.models import Employee
from workload.models.onboarding import LONGEST_DAY

SHORTEST_DAY = 15


class ReplanForm(forms.Form):
    """From which day on, and how much of each."""

    starts_on = DayField(label=_("From"), widget=DayInput)
    daily_minutes = forms.IntegerField(
        label=_("Minutes a day"), min_value=SHORTEST_DAY, max_value=LONGEST_DAY, initial=DAILY_MINUTES
    )


class PlanForm(ReplanForm):
    """For whom as well."""

    employee = PersonField(label=_("For whom"), required=True)
    field_order = ("employee", "starts_on", "daily_minutes")

    def __init__(self, *args: Any, people: Iterable[Employee], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "onboarding_%s", **kwargs})
        self.fields["employee"].offer(people, _("Choose a person"))  # type: ignore[attr-defined]  # a PersonField


class NoteForm(forms.Form):
    """A word with a confirmation."""

    note = forms.CharField(label=_("Note"), max_length=300, required=False)
