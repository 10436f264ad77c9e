"""Estimates, difficulties and questions to the client. People think in hours: "2", "1,5" and "1:30" are all read."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.errors import Refused
from support_desk.shared.forms import InstantField
from support_desk.shared.ui.figures import duration
from tickets.actions.agreeing import Figures
from tickets.models import Estimate, Message, Overrun
from tickets.queries.asking import ToAsk

CLOCK = re.compile(r"^(\d{1,6}):([0-5]\d)$")
DECIMAL = re.compile(r"^(\d{1,6})(?:[.,](\d{1,2}))?$")


class HoursField(forms.Field):
    """Hours as people write them; whole minutes come out, rounded up."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "class": "num", "autocomplete": "off", "maxlength": "9"}
        super().__init__(widget=forms.TextInput(attrs=attributes), **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        return minutes_in(text) if text else None


def minutes_in(text: str) -> int:
    """ValidationError when it is no time."""
    if found := CLOCK.match(text):
        return int(found[1]) * 60 + int(found[2])
    if found := DECIMAL.match(text):
        hundredths = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
        return -(-hundredths * 60 // 100)
    raise ValidationError(_("Write hours: 2, 1.5 or 1:30."))


class RefusableForm(forms.Form):
    """A form that shows why an action refused, beside the field it named."""

    def add_refusal(self, refusal: Refused) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class EstimateForm(RefusableForm):
    """The likely time with a risk, or three points; what the other method asks for is passed over."""

    method = forms.ChoiceField(
        label=gettext_lazy("Method"),
        choices=Estimate.Method.choices,
        initial=Estimate.Method.RISK,
        widget=forms.RadioSelect,
    )
    likely_minutes = HoursField(label=gettext_lazy("Likely, hours"))
    risk_percent = forms.IntegerField(label=gettext_lazy("Risk, percent"), required=False, min_value=0, max_value=300)
    optimistic_minutes = HoursField(label=gettext_lazy("Optimistic, hours"), required=False)
    pessimistic_minutes = HoursField(label=gettext_lazy("Pessimistic, hours"), required=False)
    client_text = forms.CharField(label=gettext_lazy("Line for the client"), required=False, max_length=300)
    note = forms.CharField(
        label=gettext_lazy("Note for the manager"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("method") == Estimate.Method.THREE_POINT:
            for name in ("optimistic_minutes", "pessimistic_minutes"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Three points are needed: optimistic, likely and pessimistic."))
        return data

    def figures(self) -> Figures:
        data = self.cleaned_data
        is_pert = data["method"] == Estimate.Method.THREE_POINT
        return Figures(
            likely_minutes=data["likely_minutes"],
            optimistic_minutes=data["optimistic_minutes"] if is_pert else None,
            pessimistic_minutes=data["pessimistic_minutes"] if is_pert else None,
            risk_percent=None if is_pert else data["risk_percent"],
            client_text=data["client_text"],
            note=data["note"],
        )


class OverrunForm(RefusableForm):
    """A difficulty."""

    minutes = HoursField(label=gettext_lazy("How much more, hours"))
    cause = forms.ChoiceField(label=gettext_lazy("What it comes from"), choices=Overrun.Cause.choices)
    explanation = forms.CharField(
        label=gettext_lazy("What was found"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    client_text = forms.CharField(label=gettext_lazy("Line for the client"), required=False, max_length=300)
    new_deadline_at = InstantField(
        label=gettext_lazy("New deadline"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class AskForm(RefusableForm):
    """Which confirmed lines go to the client, and the words above them."""

    estimates = forms.MultipleChoiceField(
        label=gettext_lazy("Estimates"), required=False, widget=forms.CheckboxSelectMultiple
    )
    overruns = forms.MultipleChoiceField(
        label=gettext_lazy("Overruns"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=gettext_lazy("Words to the client"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, lines: ToAsk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for name, rows in (("estimates", lines.estimates), ("overruns", lines.overruns)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(str(row.pk), line_words(row)) for row in rows]
            field.initial = [str(row.pk) for row in rows]

    def chosen(self) -> dict[str, list[Any]]:
        """The rows themselves, as the action takes them."""
        data = self.cleaned_data
        return {
            "estimates": [row for row in self.lines.estimates if str(row.pk) in data["estimates"]],
            "overruns": [row for row in self.lines.overruns if str(row.pk) in data["overruns"]],
        }


class RecordForm(RefusableForm):
    """The message in which the client agrees."""

    message = forms.ChoiceField(label=gettext_lazy("Message that says so"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, letters: list[Message], words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letters = {str(letter.pk): letter for letter in letters}
        field = self.fields["message"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, words(letter)) for pk, letter in self.letters.items()]

    def letter(self) -> Message:
        return self.letters[self.cleaned_data["message"]]


def line_words(row: Estimate | Overrun) -> str:
    """ "Shop: delivery terms · 2 h"."""
    words = row.client_text or row.task.title
    sign = "+" if isinstance(row, Overrun) else ""
    return f"{words} · {sign}{duration(row.minutes)}"
