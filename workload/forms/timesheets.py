"""Setting a day of a timesheet by hand (L5)."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _

from workload.actions.timesheets.correcting import DayWanted
from workload.domain.timesheet_codes import AWAY_BY_HAND, BY_HAND, Code
from workload.queries.timesheets.words import NAMES

HOURS = re.compile(r"(\d{1,2})(?::([0-5]\d)|[.,](\d{1,2}))?")


class WorkedField(forms.CharField):
    """Hours as "8", "7:30" or "7,5"; minutes come out. Empty is none."""

    default_error_messages = {"hours": _("Write hours as 8, 7:30 or 7.5.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 5, **options})

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        if not text:
            return 0
        found = HOURS.fullmatch(text)
        if found is None:
            raise forms.ValidationError(self.error_messages["hours"], code="hours")
        hours, minutes, part = found.groups()
        return int(hours) * 60 + int(minutes or 0) + round(float(f"0.{part or 0}") * 60)


class CorrectionForm(forms.Form):
    """A day of the sheet, its letter and hours, and why."""

    day = forms.ChoiceField(label=_("Day"))
    code = forms.ChoiceField(label=_("Code"))
    minutes = WorkedField(label=_("Hours worked"))
    night_minutes = WorkedField(label=_("Of them at night"))
    away_code = forms.ChoiceField(label=_("Missed for"), required=False)
    away_minutes = WorkedField(label=_("Hours missed"))
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *args: Any, days: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "correct_%s", **kwargs})
        named = [(day.isoformat(), format_date(day, "j E, D")) for day in days]
        codes, missed = _choices(BY_HAND), [("", _("Nothing")), *_choices(AWAY_BY_HAND)]
        self.fields["day"].choices = named  # type: ignore[attr-defined]  # a ChoiceField has them
        self.fields["code"].choices = codes  # type: ignore[attr-defined]  # a ChoiceField has them
        self.fields["away_code"].choices = missed  # type: ignore[attr-defined]  # a ChoiceField has them

    def wanted_day(self) -> date:
        return date.fromisoformat(self.cleaned_data["day"])

    def wanted(self) -> DayWanted:
        data = self.cleaned_data
        return DayWanted(data["code"], data["minutes"], data["night_minutes"], data["away_code"], data["away_minutes"])


def _choices(codes: Iterable[Code]) -> list[tuple[str, Any]]:
    return [(code.value, f"{code.value} · {NAMES[code.value]}") for code in codes]
