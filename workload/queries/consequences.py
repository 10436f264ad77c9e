"""What an absence in the past touches, a sentence each, told before it is entered (L2)."""

from datetime import date, datetime

from django.utils.translation import ngettext

from support_desk.shared.ui.figures import duration
from workload import work_sources
from workload.domain.planned import Away, lost_minutes
from workload.models import Shift
from workload.queries.planned import planned_for


def consequences_of(employee_id: int, *, starts_at: datetime, ends_at: datetime, first: date, last: date) -> list[str]:
    """Shifts that stand, days of the timesheet, and what the apps above know. Empty when nothing is touched."""
    found = [*_shifts(employee_id, starts_at, ends_at), *_days(employee_id, starts_at, ends_at, first, last)]
    return found + work_sources.consequences(employee_id=employee_id, starts_at=starts_at, ends_at=ends_at)


def _shifts(employee_id: int, starts_at: datetime, ends_at: datetime) -> list[str]:
    count = Shift.objects.filter(employee=employee_id).overlapping(starts_at, ends_at).count()
    words = ngettext(
        "%(count)d shift stands in that time and stays in the roster.",
        "%(count)d shifts stand in that time and stay in the roster.",
        count,
    )
    return [words % {"count": count}] if count else []


def _days(employee_id: int, starts_at: datetime, ends_at: datetime, first: date, last: date) -> list[str]:
    away = Away(0, "", starts_at, ends_at)
    lost = [lost_minutes(day.works, [away]) for day in planned_for([employee_id], first, last)[employee_id]]
    touched = sum(1 for minutes in lost if minutes)
    words = ngettext(
        "%(count)d day of the timesheet changes: %(time)s of planned time are lost.",
        "%(count)d days of the timesheet change: %(time)s of planned time are lost.",
        touched,
    )
    return [words % {"count": touched, "time": duration(sum(lost))}] if touched else []
