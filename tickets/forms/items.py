"""Splitting a letter into questions, and what is to be answered to one of them (T6)."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tickets.actions.items.marking import LONGEST_ANSWER

LONGEST_SPLIT = 60_000
NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")


class SplitForm(forms.Form):
    """The questions of a letter, one a line; a line may carry its number."""

    items = forms.CharField(
        label=gettext_lazy("Items, one a line"),
        required=False,
        max_length=LONGEST_SPLIT,
        widget=forms.Textarea(attrs={"rows": 12, "autofocus": True}),
    )

    def texts(self) -> list[str]:
        """The lines without their numbers; empty ones are left out."""
        lines = self.cleaned_data["items"].splitlines()
        return [text for line in lines if (text := NUMBER.sub("", line).strip())]


class ItemForm(forms.Form):
    """What is to be answered to one question."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
    )


def chosen_items(values: list[str]) -> frozenset[int]:
    """Keys of ticked items; what is no number was not ticked on our page."""
    return frozenset(int(value) for value in values if value.isdecimal() and len(value) < 19)


class ItemsMultiple(forms.MultipleChoiceField):
    """Ticked items, as keys; whether they are items of the ticket is the action's to say."""

    def to_python(self, value: Any) -> Any:
        return chosen_items(super().to_python(value))

    def validate(self, value: Any) -> None:
        """The rows are looked up under the ticket's lock."""
