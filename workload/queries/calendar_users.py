"""Whose time a calendar counts (S1)."""

from datetime import datetime

from workload.calendar_users import users_above
from workload.models import Department, WorkingCalendar


def active_departments() -> set[int]:
    """Everybody whom the default calendar or policy may serve. One statement."""
    return set(Department.objects.filter(is_active=True).values_list("pk", flat=True))


def departments_counting_by(calendar: WorkingCalendar, at: datetime) -> set[int]:
    """Departments that work by the calendar, or have a policy or contract with it; all of them for the default one.
    Two statements."""
    if calendar.is_default:
        return active_departments() | users_above(calendar.pk, at)
    own = Department.objects.filter(calendar=calendar)
    return set(own.values_list("pk", flat=True)) | users_above(calendar.pk, at)
