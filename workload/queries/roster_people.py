"""What a month of a department is made of: its rules, its people with their rosters, terms and shifts (L1)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from support_desk.shared.viewer import Viewer
from workload.domain.planned import Term
from workload.domain.policies import STANDARD, WorkloadRules
from workload.domain.roster_dates import last_day_of, months_later
from workload.domain.rosters import HANDED_IN
from workload.domain.stretches import Stretch, Stretches
from workload.models import (
    Absence,
    Department,
    Employee,
    Employment,
    RosterEntry,
    RosterPublication,
    RosterSubmission,
    ShiftSwap,
    WorkloadPolicy,
)
from workload.queries.terms import terms_read, terms_told

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RosterPlace:
    """A department as its month is shown. `next_handed`: rosters of the month after it, submitted or approved."""

    department: Department
    rules: WorkloadRules
    published_at: datetime | None
    next_handed: int
    open_swaps: int


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody of the department; `submission` and `days` only where the viewer may see them. `terms`: those of the
    month, elsewhere too; `known_aways`: absences whose type the viewer may know."""

    employee: Employee
    terms: Sequence[Term]
    submission: RosterSubmission | None
    days: Mapping[date, Stretches]
    known_aways: frozenset[int]


def roster_places(viewer: Viewer, month: date) -> list[RosterPlace]:
    """Every active department, by name. One statement."""
    rules = WorkloadPolicy.objects.filter(
        Q(department=OuterRef("pk")) | Q(department__isnull=True), starts_on__lte=last_day_of(month)
    ).order_by(F("department").desc(nulls_last=True), "-starts_on")
    published = RosterPublication.objects.filter(department=OuterRef("pk"), month=month)
    handed = RosterSubmission.objects.filter(month=months_later(month, 1), state__in=HANDED_IN)
    rows = Department.objects.visible_to(viewer).filter(is_active=True).annotate(
        rules_in_force=Subquery(rules.values(told=JSONObject(
            submit_day="submit_day", months_ahead="months_ahead", fewest_on_shift="fewest_on_shift"))[:1]),
        published_at=Subquery(published.values("published_at")[:1]),
        next_handed=_count(handed),
        open_swaps=_count(ShiftSwap.objects.visible_to(viewer).open()),
    )  # fmt: skip
    return [_place(row) for row in rows.order_by("name")]


def roster_people(viewer: Viewer, department_id: int, month: date) -> list[RosterPerson]:
    """Everybody who works there on a day of the month, by name. One statement, and one more for calendars this
    process has not read yet."""
    last = last_day_of(month)
    there = Employment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=month), starts_on__lte=last)
    stays = Q(left_on__isnull=True) | Q(left_on__gte=month)
    people = Employee.objects.visible_to(viewer).filter(stays, hired_on__lte=last)
    people = people.filter(Exists(there.filter(employee=OuterRef("pk"), department=department_id)))
    mine = {"employee": OuterRef("pk"), "month": month}
    shown = RosterSubmission.objects.visible_to(viewer).filter(department=department_id, **mine)
    entries = RosterEntry.objects.filter(submission__employee=OuterRef("pk"), submission__month=month).order_by()
    begins = datetime.combine(month, time(), UTC)
    aways = Absence.objects.visible_to(viewer).in_force().overlapping(begins - A_DAY, begins + 33 * A_DAY)
    found = people.annotate(
        shown=Subquery(shown.values(told=JSONObject(
            id="pk", state="state", version="version", is_late="is_late", note="decision_note"))[:1]),
        planned=Subquery(entries.values("submission").annotate(told=JSONBAgg(JSONObject(
            day="day", starts="starts", ends="ends", pause="break_minutes"))).values("told")[:1]),
        known_aways=ArraySubquery(aways.filter(employee=OuterRef("pk")).values("pk")),
        terms=terms_told("pk", month, last),
    ).order_by("name", "pk")  # fmt: skip
    rows: list[Any] = list(found)
    terms = terms_read(told for row in rows for told in row.terms)
    return [_person(row, terms[row.pk], department_id, month) for row in rows]


def _count(rows: QuerySet[Any]) -> Any:
    """How many of them belong to the department of the outer row."""
    counted = rows.filter(department=OuterRef("pk")).order_by().values("department")
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0)


def _place(row: Any) -> RosterPlace:
    rules = WorkloadRules(**row.rules_in_force) if row.rules_in_force else STANDARD
    return RosterPlace(row, rules, row.published_at, row.next_handed, row.open_swaps)


def _person(row: Any, terms: Sequence[Term], department_id: int, month: date) -> RosterPerson:
    submission = None
    if row.shown:
        told = row.shown
        submission = RosterSubmission(
            id=told["id"], employee_id=row.pk, department_id=department_id, month=month, state=told["state"],
            version=told["version"], is_late=told["is_late"], decision_note=told["note"],
        )  # fmt: skip
        submission.employee = row
    days = _days(row.planned or ()) if submission else {}
    return RosterPerson(row, terms, submission, days, frozenset(row.known_aways))


def _days(entries: Collection[Mapping[str, Any]]) -> dict[date, Stretches]:
    found: dict[date, Stretches] = {}
    for entry in entries:
        day = date.fromisoformat(entry["day"])
        stretch = Stretch(time.fromisoformat(entry["starts"]), time.fromisoformat(entry["ends"]), entry["pause"])
        found[day] = tuple(sorted((*found.get(day, ()), stretch)))
    return found
