"""A month of one's own, a field a day, and what is decided on others' (L1)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workload.domain.refusals import BadInput
from workload.domain.roster_text import read_stretches, written
from workload.domain.stretches import Stretches
from workload.domain.weekly_pattern import PatternShift

LONGEST_HOURS = 60


class HoursField(forms.CharField):
    """ "9-18", "9-13 14-18", "22-6"; empty for a day off."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST_HOURS, **kwargs})

    def clean(self, value: Any) -> Stretches:
        text = super().clean(value)
        try:
            return read_stretches(text, "")
        except BadInput as bad:
            raise forms.ValidationError(gettext(bad.template) % bad.params, code="hours") from bad


class MonthForm(forms.Form):
    """A field for each day that may be planned; named by its day."""

    def __init__(self, data: Any, *, days: Iterable[date], hours: Mapping[date, Stretches], is_open: bool) -> None:
        super().__init__(data)
        self.days = list(days)
        for day in self.days:
            attrs = {"class": "input", "data-size": "s", "autocomplete": "off", "inputmode": "text"}
            self.fields[day.isoformat()] = HoursField(
                label=date_format(day, "l, j E"), initial=written(hours.get(day, ())),
                widget=forms.TextInput(attrs=attrs), disabled=not is_open,
            )  # fmt: skip

    def planned(self) -> dict[date, Stretches]:
        """What was typed, once it is valid."""
        names = {day: day.isoformat() for day in self.days}
        return {day: self.cleaned_data[name] for day, name in names.items() if name in self.data}


class DayForm(forms.Form):
    """One cell of the grid."""

    employee = forms.IntegerField(min_value=1)
    day = forms.DateField(input_formats=["%Y-%m-%d"])
    hours = HoursField()
    reason = forms.CharField(required=False, max_length=500)


class WeekForm(forms.Form):
    """The usual week, a field a weekday."""

    starts_on = forms.DateField(label=_("from"), widget=forms.DateInput(attrs={"type": "date"}))
    is_by_calendar = forms.BooleanField(label=_("Holidays are off, shortened days are shorter"), required=False)

    def __init__(self, data: Any, *, pattern: Iterable[PatternShift], starts_on: date, is_by_calendar: bool) -> None:
        super().__init__(data, initial={"starts_on": starts_on, "is_by_calendar": is_by_calendar})
        shifts = list(pattern)
        for weekday, name in WEEKDAYS.items():
            usual = written(one.stretch for one in shifts if one.weekday == weekday)
            self.fields[f"day-{weekday}"] = HoursField(label=capfirst(name), initial=usual)
        self.order_fields([f"day-{weekday}" for weekday in WEEKDAYS])

    def lines(self) -> list[PatternShift]:
        """The week that was typed, once it is valid."""
        return [
            PatternShift(weekday, one.starts, one.ends, one.break_minutes)
            for weekday in WEEKDAYS for one in self.cleaned_data[f"day-{weekday}"]
        ]  # fmt: skip
