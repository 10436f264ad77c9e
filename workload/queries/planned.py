"""Planned days of many people at once (L1, L5–L7)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import CharField, DateTimeField, F, IntegerField, Q, Value
from django.db.models.functions import Cast

from workload.domain.months import month_after
from workload.domain.planned import Away, PlannedDay, Roster, Term, Work, planned_days
from workload.models import Absence, Employment, MakeUp, RosterSubmission, Shift, WorkingCalendar
from workload.queries.calendars import VERSIONS

# No zone is further than a day from UTC.
A_DAY = timedelta(days=1)
TO_BE_READ: Final = "to be read"

type Standard = tuple[int, int] | None
"""Id and version of the calendar that is used where no other is named; None where there is none."""
# Stand where an absence has its type.
MADE_UP, ROSTERED = "made_up", "rostered"


def planned_for(employee_ids: Collection[int], first: date, last: date) -> dict[int, list[PlannedDay]]:
    """{employee: their days from `first` to `last` on which they are employed}. Three statements whatever the number of
    people, and one more for calendars this process has not read yet.

    For rules, not for eyes: whoever shows the type of an absence asks `Absence.visible_to` first (P2).
    """
    ids = list(employee_ids)
    terms = terms_of(ids, first, last)
    spans = spans_for(ids, first, last)
    return {
        one: planned_days(
            terms.get(one, ()), spans.shifts[one], spans.aways[one], first, last,
            made_up=spans.made_up[one], rosters=spans.rosters[one],
        )
        for one in ids
    }  # fmt: skip


def planned_minutes_by_day(employee_ids: Collection[int], first: date, last: date) -> dict[tuple[int, date], int]:
    """{(employee, day): minutes that they are there to work}. As many statements."""
    found = planned_for(employee_ids, first, last)
    return {(one, day.day): day.free_minutes for one, days in found.items() for day in days}


def terms_of(
    employee_ids: Collection[int], first: date, last: date, *, standard: Standard | Literal["to be read"] = TO_BE_READ
) -> Mapping[int, list[Term]]:
    """{employee: their terms that touch the days, in order, cut to hire and leave}. Two statements, and one more for
    calendars this process has not read yet. `standard`: the usual calendar, when it was read already, for one statement
    less."""
    rows = list(_employments(employee_ids, first, last))
    if standard == TO_BE_READ:
        standard = WorkingCalendar.objects.filter(is_default=True).values_list("pk", "version").first()
    keys = {_key(row, standard) for row in rows}
    calendars = VERSIONS.get_many(key for key in keys if key is not None and key[1])
    found: dict[int, list[Term]] = defaultdict(list)
    for row in rows:
        key = _key(row, standard)
        found[row["employee_id"]].append(
            Term(
                starts_on=max(row["starts_on"], row["employee__hired_on"]),
                ends_on=min((day for day in (row["ends_on"], row["employee__left_on"]) if day), default=None),
                department_id=row["department_id"],
                zone=ZoneInfo(row["employee__timezone"] or row["department__timezone"] or settings.TIME_ZONE),
                calendar=calendars.get(key) if key is not None else None,
                share_percent=row["share_percent"],
            )
        )
    return found


def _employments(employee_ids: Collection[int], first: date, last: date) -> Any:
    rows = Employment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)
    return rows.filter(employee__in=employee_ids).order_by("employee", "starts_on").values(
        "employee_id", "department_id", "starts_on", "ends_on", "share_percent",
        "employee__hired_on", "employee__left_on", "employee__timezone",
        "department__timezone", "department__calendar", "department__calendar__version",
    )  # fmt: skip


def _key(row: Mapping[str, Any], standard: tuple[int, int] | None) -> tuple[int, int] | None:
    if row["department__calendar"] is None:
        return standard
    return row["department__calendar"], row["department__calendar__version"]


@dataclass(frozen=True, slots=True)
class Spans:
    """By employee: shifts of all months that the days touch, absences in force, make-up hours agreed, and the months
    whose approved rosters were published, with or without a shift."""

    shifts: dict[int, list[Work]] = field(default_factory=lambda: defaultdict(list))
    aways: dict[int, list[Away]] = field(default_factory=lambda: defaultdict(list))
    made_up: dict[int, list[Work]] = field(default_factory=lambda: defaultdict(list))
    rosters: dict[int, list[Roster]] = field(default_factory=lambda: defaultdict(list))


def spans_for(employee_ids: Collection[int], first: date, last: date) -> Spans:
    """What their days are planned from. One statement."""
    begins = datetime.combine(first.replace(day=1), datetime.min.time(), tzinfo=UTC) - A_DAY
    ends = datetime.combine(month_after(last, 1), datetime.min.time(), tzinfo=UTC) + A_DAY
    shifts = Shift.objects.filter(employee__in=employee_ids).overlapping(begins, ends)
    absences = Absence.objects.in_force().filter(employee__in=employee_ids).overlapping(begins, ends)
    made = MakeUp.objects.agreed().filter(employee__in=employee_ids).overlapping(begins, ends)
    rosters = RosterSubmission.objects.published().filter(
        employee__in=employee_ids, month__range=(first.replace(day=1), last)
    )
    month = Cast(F("month"), DateTimeField())
    rows = shifts.order_by().values_list(
        "employee_id", "starts_at", "ends_at", Cast(F("break_minutes"), IntegerField()), Value(0), Value("")
    ).union(
        absences.order_by().values_list(
            "employee_id", "starts_at", "ends_at", Value(0), F("pk"), Cast(F("type"), CharField())
        ),
        made.order_by().values_list("employee_id", "starts_at", "ends_at", Value(0), Value(0), Value(MADE_UP)),
        rosters.order_by().values_list("employee_id", month, month, Value(0), F("department_id"), Value(ROSTERED)),
        all=True,
    ).order_by()  # fmt: skip
    found = Spans()
    for row in rows:
        _put(found, *row)
    return found


def _put(
    found: Spans, employee_id: int, starts_at: datetime, ends_at: datetime, pause: int, key: int, kind: str
) -> None:
    if kind == ROSTERED:
        found.rosters[employee_id].append((starts_at.astimezone(UTC).date(), key))
    elif kind == MADE_UP:
        found.made_up[employee_id].append(Work(starts_at, ends_at))
    elif kind:
        found.aways[employee_id].append(Away(key, kind, starts_at, ends_at))
    else:
        found.shifts[employee_id].append(Work(starts_at, ends_at, pause))
