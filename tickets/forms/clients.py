"""Forms of the pages of clients."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.queries.client_list import View


class ClientFilterForm(forms.Form):
    """Which clients to list."""

    q = forms.CharField(label=_("Name, address or phone"), required=False, max_length=100)
    view = forms.ChoiceField(choices=View.choices, required=False)

    def wanted(self) -> dict[str, str]:
        """`view` and `text`, as far as they can be read."""
        self.is_valid()
        return {"view": self.cleaned_data.get("view") or View.ACTIVE, "text": self.cleaned_data.get("q", "")}


class ToneNotesForm(forms.Form):
    """How to talk to a client."""

    tone_notes = forms.CharField(
        label=_("Good to know"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
        help_text=_("What a colleague should know before the first word: how to address them, when not to call."),
    )
