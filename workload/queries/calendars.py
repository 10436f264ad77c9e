"""Working calendars to count with: by version, kept in the process (S1, S2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from support_desk.shared.versions import Key, VersionCache
from workload.domain.calendars import Calendar, calendar_from
from workload.models import CalendarVersion, Department, WorkingCalendar


@dataclass(frozen=True, slots=True)
class CurrentCalendar:
    """A calendar as it is now, and the version to be written beside what was counted with it."""

    id: int
    number: int
    calendar: Calendar


def _read(keys: Iterable[Key]) -> dict[Key, Calendar]:
    wanted = set(keys)
    versions = CalendarVersion.objects.filter(
        calendar_id__in={one for one, _number in wanted}, number__in={number for _one, number in wanted}
    )
    rows = versions.values_list("calendar_id", "number", "spec")
    return {(one, number): calendar_from(spec) for one, number, spec in rows if (one, number) in wanted}


VERSIONS: VersionCache[Calendar] = VersionCache(_read)


def calendar_of(calendar_id: int, number: int | None = None) -> Calendar:
    """The calendar as its version `number` said, the current one when None. KeyError when there is none.

    No statement for a version that this process has read before; None asks for the number first.
    """
    if number is None:
        number = calendar_versions([calendar_id])[calendar_id]
    return VERSIONS.get((calendar_id, number))


def calendar_versions(ids: Iterable[int]) -> dict[int, int]:
    """{id: number of its current version}. One statement."""
    return dict(WorkingCalendar.objects.filter(pk__in=set(ids)).values_list("pk", "version"))


def current_calendars(ids: Iterable[int]) -> dict[int, CurrentCalendar]:
    """Calendars as they are now, by id. One statement, and one more for versions not read before."""
    known = calendar_versions(ids)
    read = VERSIONS.get_many(known.items())
    return {one: CurrentCalendar(one, number, read[one, number]) for one, number in known.items()}


def default_calendar() -> CurrentCalendar | None:
    """The calendar of departments without one of their own; None when nobody has named one. One statement."""
    named = WorkingCalendar.objects.filter(is_default=True).values_list("pk", "version").first()
    return None if named is None else CurrentCalendar(*named, VERSIONS.get(named))


def calendars_of_departments(ids: Iterable[int]) -> dict[int, CurrentCalendar]:
    """{department: its own calendar, else the default one}; a department without either is left out.

    Two statements, and one more for versions not read before.
    """
    rows = Department.objects.filter(pk__in=set(ids))
    own = {
        one: (calendar, number) for one, calendar, number in rows.values_list("pk", "calendar", F("calendar__version"))
    }
    read = VERSIONS.get_many({key for key in own.values() if key[0] is not None})
    fallback = default_calendar()
    found = {one: CurrentCalendar(*key, read[key]) if key[0] else fallback for one, key in own.items()}
    return {one: calendar for one, calendar in found.items() if calendar is not None}
