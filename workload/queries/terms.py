"""Where people work, by which calendar, zone and share: the terms that days are planned by (L1, L5)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from support_desk.shared.versions import Key
from workload.domain.calendars import Calendar
from workload.domain.planned import Term
from workload.models import Employment, WorkingCalendar
from workload.queries.calendars import VERSIONS

DAYS: Final = ("starts_on", "ends_on", "employee__hired_on", "employee__left_on")
COLUMNS: Final = (
    *DAYS, "employee_id", "department_id", "share_percent", "employee__timezone", "department__timezone", "calendar",
    "calendar_version",
)  # fmt: skip


def terms_of(employee_ids: Collection[int], first: date, last: date) -> Mapping[int, list[Term]]:
    """{employee: their terms that touch the days, in order, cut to hire and leave}. One statement, and one more for
    calendars this process has not read yet."""
    rows = _touching(first, last).filter(employee__in=employee_ids).order_by("employee", "starts_on")
    return _terms(list(rows.values(*COLUMNS)))


def terms_told(person: str, first: date, last: date) -> ArraySubquery:
    """The same of the employee whom the outer row names by `person`, as JSON that `terms_read` reads."""
    rows = _touching(first, last).filter(employee=OuterRef(person)).order_by("starts_on")
    return ArraySubquery(rows.values(told=JSONObject(**{name: name for name in COLUMNS})))


def terms_read(told: Iterable[Mapping[str, Any]]) -> Mapping[int, list[Term]]:
    """{employee: their terms} from what `terms_told` has put into a statement. None but for calendars this process has
    not read yet."""
    return _terms([{**row, **{name: row[name] and date.fromisoformat(row[name]) for name in DAYS}} for row in told])


def _touching(first: date, last: date) -> QuerySet[Employment]:
    """The usual calendar stands where a department has none of its own."""
    usual = WorkingCalendar.objects.filter(is_default=True)
    rows = Employment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)
    return rows.annotate(
        calendar=Coalesce("department__calendar", Subquery(usual.values("pk")[:1])),
        calendar_version=Coalesce("department__calendar__version", Subquery(usual.values("version")[:1])),
    )


def _terms(rows: Collection[Mapping[str, Any]]) -> Mapping[int, list[Term]]:
    calendars = VERSIONS.get_many(_key(row) for row in rows if row["calendar_version"])
    found: dict[int, list[Term]] = defaultdict(list)
    for row in rows:
        found[row["employee_id"]].append(_term(row, calendars.get(_key(row))))
    return found


def _key(row: Mapping[str, Any]) -> Key:
    return row["calendar"], row["calendar_version"]


def _term(row: Mapping[str, Any], calendar: Calendar | None) -> Term:
    return Term(
        starts_on=max(row["starts_on"], row["employee__hired_on"]),
        ends_on=min((day for day in (row["ends_on"], row["employee__left_on"]) if day), default=None),
        department_id=row["department_id"],
        zone=ZoneInfo(row["employee__timezone"] or row["department__timezone"] or settings.TIME_ZONE),
        calendar=calendar,
        share_percent=row["share_percent"],
    )
