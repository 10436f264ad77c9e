"""What is asked for on the pages of reports."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from support_desk.shared.forms import DayField


class MonthForm(forms.Form):
    """A month as "2026-10"; without one, the last that is over."""

    month = DayField(label=_("Month"), input_formats=["%Y-%m"], required=False)

    def wanted(self, today: date) -> date:
        """The first of the month."""
        found: date | None = self.cleaned_data.get("month") if self.is_valid() else None
        return found.replace(day=1) if found else (today.replace(day=1) - timedelta(days=1)).replace(day=1)
