"""Asking for an absence, deciding on one, signing a leave slip (L2)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.forms import DayField, DayInput
from workload.actions.absence_checks import Days
from workload.domain.make_ups import Span
from workload.models import Absence, Employee


class TimeInput(forms.TimeInput):
    """The browser's own choice of a time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PersonField(forms.ChoiceField):
    """One of the people given to the form; "" is nobody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})
        self.people: dict[str, Employee] = {}

    def offer(self, people: Iterable[Employee], nobody: object = _("Nobody named")) -> None:
        self.people = {str(person.pk): person for person in people}
        self.choices = [("", nobody), *((key, person.name) for key, person in self.people.items())]

    def clean(self, value: Any) -> Employee | None:
        return self.people.get(super().clean(value))


class PeopleField(forms.MultipleChoiceField):
    """Some of the people given to the form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.CheckboxSelectMultiple, **kwargs})
        self.people: dict[str, Employee] = {}

    def offer(self, people: Iterable[Employee]) -> None:
        self.people = {str(person.pk): person for person in people}
        self.choices = [(key, person.name) for key, person in self.people.items()]

    def clean(self, value: Any) -> list[Employee]:
        return [self.people[key] for key in super().clean(value)]


class AbsenceForm(forms.Form):
    """Whole days, or hours of one day when both times are given. `employee` only for who enters them for others.
    `confirmed`: what the absence changes in a time that has passed was read."""

    employee = PersonField(label=_("For whom"))
    type = forms.ChoiceField(label=_("Type"))
    starts_on = DayField(label=_("First day"), widget=DayInput)
    ends_on = DayField(label=_("Last day"), widget=DayInput)
    from_time = forms.TimeField(label=_("From"), required=False, widget=TimeInput)
    until_time = forms.TimeField(label=pgettext_lazy("time of day", "Until"), required=False, widget=TimeInput)
    cover = PersonField(label=_("Who covers"))
    colleagues = PeopleField(label=_("Who else signs"))
    make_up_on = DayField(label=_("Made up on"), widget=DayInput, required=False)
    make_up_from = forms.TimeField(label=_("From"), required=False, widget=TimeInput)
    make_up_until = forms.TimeField(label=pgettext_lazy("time of day", "Until"), required=False, widget=TimeInput)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Employee],
        colleagues: Iterable[Employee] = (),
        others: Iterable[Employee] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{"auto_id": "absence_%s", **kwargs})
        others = list(others)
        kinds = [kind for kind in Absence.Type.choices if others or kind[0] != Absence.Type.UNKNOWN]
        self.fields["type"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField has them
        self.fields["cover"].offer(people)  # type: ignore[attr-defined]  # a PersonField
        self.fields["colleagues"].offer(colleagues)  # type: ignore[attr-defined]  # a PeopleField
        self.fields["employee"].offer(others, _("Myself"))  # type: ignore[attr-defined]  # a PersonField
        if not others:
            del self.fields["employee"]

    def days(self) -> Days:
        data = self.cleaned_data
        return Days(data["starts_on"], data["ends_on"], data["from_time"], data["until_time"])

    def make_ups(self, zone: ZoneInfo) -> list[Span]:
        """The hours to be made up, by the wall clock of the person like the hours away; none where no day is given."""
        data = self.cleaned_data
        if data["make_up_on"] is None or data["make_up_from"] is None or data["make_up_until"] is None:
            return []
        starts, ends = (datetime.combine(data["make_up_on"], data[name]) for name in ("make_up_from", "make_up_until"))
        return [Span(starts.replace(tzinfo=zone), ends.replace(tzinfo=zone))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        given = [data.get(name) is not None for name in ("make_up_on", "make_up_from", "make_up_until")]
        if any(given) and not all(given) and not self.errors:
            self.add_error("make_up_on", _("Write the day, and from when until when."))
        return data


class SignersForm(forms.Form):
    """Another cover, and who else signs."""

    cover = PersonField(label=_("Who covers"))
    colleagues = PeopleField(label=_("Who else signs"))

    def __init__(
        self, *args: Any, people: Iterable[Employee], colleagues: Iterable[Employee] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"auto_id": "signers_%s", **kwargs})
        self.fields["cover"].offer(people)  # type: ignore[attr-defined]  # a PersonField
        self.fields["colleagues"].offer(colleagues)  # type: ignore[attr-defined]  # a PeopleField


class LastDayForm(forms.Form):
    """Another last day; `confirmed`: what it changes in a time that has passed was read."""

    ends_on = DayField(label=_("Last day"), widget=DayInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "last_day_%s", **kwargs})


class CoverForm(forms.Form):
    """Who covers from now on."""

    cover = PersonField(label=_("Who covers"), required=True)

    def __init__(self, *args: Any, people: Iterable[Employee], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "new_cover_%s", **kwargs})
        self.fields["cover"].offer(people)  # type: ignore[attr-defined]  # a PersonField


class DecisionForm(forms.Form):
    """Another cover than the one asked for, and a word why."""

    cover = PersonField(label=_("Who covers"))
    note = forms.CharField(label=_("Why"), max_length=500, required=False)

    def __init__(self, *args: Any, people: Iterable[Employee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cover"].offer(people)  # type: ignore[attr-defined]  # a PersonField
