"""Linking, merging, splitting and snoozing a ticket (T7)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from support_desk.shared.forms import InstantField
from support_desk.shared.viewer import Viewer
from tickets.models import Ticket


class OtherTicketForm(forms.Form):
    """Names another ticket by its number."""

    number = forms.IntegerField(
        label=gettext_lazy("Number of the other ticket"),
        min_value=1,
        max_value=10**15,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num", "autofocus": True}),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_number(self) -> Ticket:
        number = self.cleaned_data["number"]
        found = Ticket.objects.visible_to(self.viewer).filter(number=number).first()
        if found is None:
            raise ValidationError(_("You see no ticket %(number)s.") % {"number": number})
        return found


class SplitTicketForm(forms.Form):
    """Messages that leave for a ticket of their own."""

    subject = forms.CharField(
        label=gettext_lazy("Subject of the new ticket"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    messages = forms.MultipleChoiceField(
        label=gettext_lazy("Messages that go there"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, messages: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(key), words) for key, words in messages]
        self.fields["messages"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField has them

    def keys(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["messages"]]


class SnoozeForm(forms.Form):
    """Until when a ticket is out of sight."""

    until = InstantField(
        label=pgettext_lazy("time of day", "Until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "autofocus": True}, format="%Y-%m-%dT%H:%M"),
    )
