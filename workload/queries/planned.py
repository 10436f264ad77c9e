"""Planned days of many people at once (L1, L5–L7)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db.models import CharField, DateTimeField, F, IntegerField, Value
from django.db.models.functions import Cast

from workload.domain.months import month_after
from workload.domain.planned import Away, PlannedDay, Roster, Term, Work, planned_days
from workload.models import Absence, MakeUp, RosterSubmission, Shift
from workload.queries.terms import terms_of

# No zone is further than a day from UTC.
A_DAY = timedelta(days=1)
# Stand where an absence has its type.
MADE_UP, ROSTERED = "made_up", "rostered"


def planned_for(employee_ids: Collection[int], first: date, last: date) -> dict[int, list[PlannedDay]]:
    """{employee: their days from `first` to `last` on which they are employed}. Two statements whatever the number of
    people, and one more for calendars this process has not read yet.

    For rules, not for eyes: whoever shows the type of an absence asks `Absence.visible_to` first (P2).
    """
    ids = list(employee_ids)
    return planned_by(terms_of(ids, first, last), ids, first, last)


def planned_by(
    terms: Mapping[int, Sequence[Term]], employee_ids: Collection[int], first: date, last: date
) -> dict[int, list[PlannedDay]]:
    """The same by terms that were read already. One statement."""
    spans = spans_for(employee_ids, first, last)
    return {
        one: planned_days(
            terms.get(one, ()), spans.shifts[one], spans.aways[one], first, last,
            made_up=spans.made_up[one], rosters=spans.rosters[one],
        )
        for one in employee_ids
    }  # fmt: skip


def planned_minutes_by_day(employee_ids: Collection[int], first: date, last: date) -> dict[tuple[int, date], int]:
    """{(employee, day): minutes that they are there to work}. As many statements."""
    found = planned_for(employee_ids, first, last)
    return {(one, day.day): day.free_minutes for one, days in found.items() for day in days}


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
