"""Forms of calendars: a week as seven lines of hours, a day as one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workload.admin.hours import USUAL_WEEK, WEEKDAY_LABELS, HoursField
from workload.models import CalendarDay, CalendarWeek, WorkingCalendar
from workload.queries.calendar_spec import hours_of, week_as_spec

AT_NIGHT = _("Several intervals are told apart by commas. 22:00–6:00 runs into the next day.")


class WeekLines(forms.ModelForm):
    """Hours by weekday; a new week begins as the usual one."""

    mon = HoursField(label=WEEKDAY_LABELS[0], help_text=AT_NIGHT)
    tue = HoursField(label=WEEKDAY_LABELS[1])
    wed = HoursField(label=WEEKDAY_LABELS[2])
    thu = HoursField(label=WEEKDAY_LABELS[3])
    fri = HoursField(label=WEEKDAY_LABELS[4])
    sat = HoursField(label=WEEKDAY_LABELS[5])
    sun = HoursField(label=WEEKDAY_LABELS[6])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({name: hours for name, hours in self.hours_now().items() if name in self.fields})

    def hours_now(self) -> dict[str, Any]:
        return USUAL_WEEK


class CalendarForm(WeekLines):
    """A new calendar with its first week; a calendar that exists has weeks of their own list."""

    class Meta:
        model = WorkingCalendar
        fields = ("code", "name", "timezone", "country", "is_around_the_clock", "is_default", "is_active")


class WeekForm(WeekLines):
    """A week from a date on."""

    class Meta:
        model = CalendarWeek
        fields = ("calendar", "starts_on")

    def hours_now(self) -> dict[str, Any]:
        return week_as_spec(self.instance.intervals.all()) if self.instance.pk else super().hours_now()


class DayForm(forms.ModelForm):
    """A special day with its hours."""

    hours = HoursField(label=_("working hours"), help_text=_("For a day made working: 9:00–13:00, 14:00–18:00."))

    class Meta:
        model = CalendarDay
        fields = ("calendar", "day", "kind", "shortened_minutes", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["hours"] = hours_of(self.instance)
