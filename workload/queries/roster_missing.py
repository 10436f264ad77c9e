"""Whose roster is due and has not been submitted (L1)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.functions import TruncMonth

from workload.domain.planned import DAY, midnight
from workload.domain.roster_dates import DueRoster, due_roster, last_day_of, months_later
from workload.domain.rosters import HANDED_IN
from workload.models import Absence, Department, Employment, RosterSubmission, Shift
from workload.queries.absent_throughout import fill
from workload.queries.policies import rules_of_departments

UTC_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Absentee:
    """Somebody whose roster is still to come."""

    employee_id: int
    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class MissingRosters:
    """A department and who of it has not submitted the month that is spoken of today."""

    department: Department
    due: DueRoster
    today: date
    people: list[Absentee]


def missing_rosters(at: datetime) -> list[MissingRosters]:
    """Of every active department for which something is to be told today and somebody is missing; who is absent for
    the whole of that month has nothing to plan, and whose shifts somebody has planned already is not asked. Six
    statements."""
    speaking = {place.pk: (place, due, today) for place, due, today in _speaking(at) if due.telling}
    if not speaking:
        return []
    months = {due.month for _place, due, _today in speaking.values()}
    handed = _handed_in(months) | _planned_by_others(months)
    people = _people(speaking.keys(), min(months), last_day_of(max(months)))
    aways = _aways(months)
    found = [
        MissingRosters(place, due, today, [
            person for starts, ends, person in people.get(key, [])
            if _works_in(starts, ends, due.month) and (person.employee_id, due.month) not in handed
            and not fill(aways.get(person.employee_id, ()), *_span(due.month, ZoneInfo(place.timezone)))
        ])
        for key, (place, due, today) in speaking.items()
    ]  # fmt: skip
    return [one for one in found if one.people]


def _speaking(at: datetime) -> list[tuple[Department, DueRoster, date]]:
    places = list(Department.objects.filter(is_active=True).select_related("head").order_by("pk"))
    rules = rules_of_departments([place.pk for place in places], at.date())
    days = {place.pk: at.astimezone(ZoneInfo(place.timezone)).date() for place in places}
    return [(place, due_roster(days[place.pk], rules[place.pk]), days[place.pk]) for place in places]


def _handed_in(months: Collection[date]) -> set[tuple[int, date]]:
    """(employee, month) of what was submitted."""
    rows = RosterSubmission.objects.filter(month__in=months, state__in=HANDED_IN)
    return set(rows.values_list("employee_id", "month"))


def _planned_by_others(months: Collection[date]) -> set[tuple[int, date]]:
    """(employee, month) of shifts that stand there: planned one by one, or loaded from a file."""
    begins, ends = _span(min(months), UTC_ZONE)[0], _span(max(months), UTC_ZONE)[1]
    rows = Shift.objects.filter(starts_at__gte=begins, starts_at__lt=ends)
    months_of = rows.annotate(month=TruncMonth("starts_at", tzinfo=UTC_ZONE)).values_list("employee_id", "month")
    return {(employee_id, month.date()) for employee_id, month in months_of.distinct()}


def _works_in(starts: date, ends: date | None, month: date) -> bool:
    """Whether the department is theirs at the beginning of that month, or from the day in it on which they come."""
    return starts <= last_day_of(month) and (ends is None or ends >= month)


def _span(month: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When the month begins and ends there."""
    return midnight(month, zone), midnight(months_later(month, 1), zone)


def _aways(months: Collection[date]) -> Mapping[int, list[tuple[datetime, datetime]]]:
    """{employee: absences in force that touch the months, in order}. One statement."""
    begins, ends = _span(min(months), UTC_ZONE)[0] - DAY, _span(max(months), UTC_ZONE)[1] + DAY
    rows = Absence.objects.in_force().overlapping(begins, ends).order_by("starts_at")
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for employee_id, starts_at, ends_at in rows.values_list("employee_id", "starts_at", "ends_at"):
        found[employee_id].append((starts_at, ends_at))
    return found


def _people(
    department_ids: Iterable[int], first: date, last: date
) -> Mapping[int, list[tuple[date, date | None, Absentee]]]:
    terms = Employment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)
    stays = Q(employee__left_on__isnull=True) | Q(employee__left_on__gte=first)
    rows = terms.filter(stays, department__in=list(department_ids), employee__user__is_active=True)
    found: dict[int, list[tuple[date, date | None, Absentee]]] = {}
    for place, starts, ends, left, key, user, name in rows.order_by("employee__name").values_list(
        "department_id", "starts_on", "ends_on", "employee__left_on", "employee_id", "employee__user_id",
        "employee__name",
    ):  # fmt: skip
        until = min((day for day in (ends, left) if day), default=None)
        found.setdefault(place, []).append((starts, until, Absentee(key, user, name)))
    return found
