"""Missed calls: writing one down, and saying what came of calling back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from support_desk.shared.forms import InstantField
from tickets.actions.calls import Talk
from tickets.models import MissedCall
from tickets.queries.operator.call_places import CallPlaces
from workload.models import Department


class MissedCallForm(forms.Form):
    """A call that nobody took. The department is asked for only where somebody looks after several."""

    number = forms.CharField(label=_("Phone"), max_length=40, widget=forms.TextInput(attrs={"type": "tel"}))
    called_at = InstantField(
        label=_("When"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    department = forms.ChoiceField(label=_("Department"))

    def __init__(self, *args: Any, departments: Sequence[Department], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.departments = {str(each.pk): each for each in departments}
        self.fields["called_at"].initial = timezone.localtime(at)
        self.fields["department"].choices = [  # type: ignore[attr-defined] # a ChoiceField has them
            (key, each.name) for key, each in self.departments.items()
        ]
        if len(self.departments) == 1:
            only = next(iter(self.departments))
            self.fields["department"].widget = forms.HiddenInput()
            self.fields["department"].initial = only

    def call(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {**data, "department": self.departments[data["department"]]}


class CalledBackForm(forms.Form):
    """What came of a missed call; `place` is asked for where somebody was reached."""

    outcome = forms.TypedChoiceField(
        label=_("What came of it"),
        choices=MissedCall.Outcome.choices,
        coerce=MissedCall.Outcome,
        widget=forms.RadioSelect,
        initial=MissedCall.Outcome.REACHED,
    )
    note = forms.CharField(
        label=_("What was said"), max_length=200_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    place = forms.ChoiceField(label=_("Where it belongs"), required=False)

    def __init__(self, *args: Any, places: CallPlaces, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["place"].choices = places.choices()  # type: ignore[attr-defined] # a ChoiceField has them

    def talk(self) -> Talk:
        """What the action takes."""
        project, ticket = self.places.chosen(self.cleaned_data["place"])
        return Talk(note=self.cleaned_data["note"], project=project, ticket=ticket)
