"""By which calendar a department counts a month: the version its timesheets were closed with, else that of today."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from workload.domain.calendars import Calendar, working_minutes_of
from workload.domain.months import last_day_of
from workload.domain.planned import days_between
from workload.models import TimesheetMonth
from workload.queries.calendars import VERSIONS, calendars_of_departments


@dataclass(frozen=True, slots=True)
class CountedBy:
    """A calendar's key, the number of its version, and full-time minutes of every day of the month by it."""

    calendar_id: int
    number: int
    norms: tuple[int, ...]


def counted_by(department_ids: Collection[int], month: date) -> Mapping[int, CountedBy]:
    """{department: by what it counts}, without those that have no calendar. Three statements, and one more for
    versions not read before."""
    closed = TimesheetMonth.objects.filter(department__in=department_ids, month=month)
    keys = {row[0]: row[1:] for row in closed.values_list("department_id", "calendar_id", "calendar_version")}
    read = VERSIONS.get_many(keys.values())
    current = calendars_of_departments(department_ids)
    found = {one: CountedBy(now.id, now.number, _norms(now.calendar, month)) for one, now in current.items()}
    return found | {one: CountedBy(*key, _norms(read[key], month)) for one, key in keys.items()}


def _norms(calendar: Calendar, month: date) -> tuple[int, ...]:
    return tuple(working_minutes_of(calendar, day) for day in days_between(month, last_day_of(month)))
