"""Working calendars: every change of their rows appends a version that clocks count with (S1, L5)."""

from workload.actions.calendars.catalogue import create_calendar, update_calendar
from workload.actions.calendars.copying import copy_calendar
from workload.actions.calendars.days import remove_day, set_day
from workload.actions.calendars.weeks import remove_week, set_week
from workload.actions.calendars.years import approve_year, load_year

__all__ = [
    "approve_year",
    "copy_calendar",
    "create_calendar",
    "load_year",
    "remove_day",
    "remove_week",
    "set_day",
    "set_week",
    "update_calendar",
]
