""" "Away now": how long, or until when."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workload.models import AwayMark


class AwayForm(forms.Form):
    """One click gives minutes; the line below them a time of today and a kind."""

    kind = forms.ChoiceField(label=_("What it is"), choices=AwayMark.Kind.choices, required=False)
    minutes = forms.IntegerField(min_value=1, max_value=720, required=False)
    until = forms.TimeField(label=pgettext_lazy("time of day", "Until"), required=False)

    def until_instant(self, at: datetime) -> datetime | None:
        """The time of today in the person's zone; None when minutes were given."""
        until = self.cleaned_data["until"]
        if until is None or self.cleaned_data["minutes"]:
            return None
        return timezone.make_aware(datetime.combine(timezone.localtime(at).date(), until))
