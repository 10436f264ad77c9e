"""Tokens of the API."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from support_desk.shared.forms import DayField, DayInput
from support_desk.shared.scopes import Scope

DAYS_OF_A_TOKEN = 90


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = DayField(label=_("Works until"), widget=DayInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "token_%s", **kwargs})
        self.fields["expires_on"].initial = today + timedelta(days=DAYS_OF_A_TOKEN)
