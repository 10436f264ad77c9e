"""Absences by person and type over any period, with what they cost and who covered (L6)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from support_desk.shared.viewer import Viewer
from workload.domain.absence_types import meaning_of
from workload.models import Absence, Employment
from workload.queries.absence_costs import AbsenceCost, Covered, costs_of, covers_of

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the report is about; days inclusive, None for everybody, every type, every department."""

    first: date
    last: date
    employee_id: int | None = None
    type: str = ""
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """The absences of one type of one person. `lost_minutes` of planned time are their cost, in norm-hours."""

    employee_id: int
    name: str
    type: str
    type_label: str
    code: str
    absences: int
    days: int
    lost_minutes: int
    covers: list[Covered]
    named: list[str]

    @property
    def lost_hours(self) -> Decimal:
        return hours(self.lost_minutes)


@dataclass(frozen=True, slots=True)
class ReportWeek:
    """A week from Monday on: planned minutes lost, and what others worked for the absent."""

    starts_on: date
    lost_minutes: int
    covered_minutes: int


@dataclass(frozen=True, slots=True)
class AbsenceReport:
    """By person and type, and by week."""

    wanted: Wanted
    lines: list[ReportLine]
    weeks: list[ReportWeek]

    @property
    def lost_minutes(self) -> int:
        return sum(line.lost_minutes for line in self.lines)

    @property
    def covered_minutes(self) -> int:
        return sum(week.covered_minutes for week in self.weeks)

    @property
    def bars(self) -> list[tuple[int, int]]:
        """(lost, covered) a week: what stands over the line nobody has worked instead."""
        return [(week.lost_minutes, week.covered_minutes) for week in self.weeks]


def hours(minutes: int) -> Decimal:
    """Minutes as hours with two decimals, for tables of figures."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def absences_wanted(viewer: Viewer, wanted: Wanted) -> QuerySet[Absence]:
    """Those in force in these days that the viewer may see with their type (P2)."""
    found = Absence.objects.visible_to(viewer).in_force().filter(
        starts_on__lte=wanted.last, ends_on__gte=wanted.first
    )  # fmt: skip
    if wanted.employee_id is not None:
        found = found.filter(employee_id=wanted.employee_id)
    if wanted.type:
        found = found.filter(type=wanted.type)
    if wanted.department_id is not None:
        found = found.of_departments([wanted.department_id])
    return found.select_related("employee", "cover")


def absence_report(viewer: Viewer, wanted: Wanted) -> AbsenceReport:
    """Five statements, whatever the number of absences."""
    absences = list(absences_wanted(viewer, wanted).order_by("employee__name", "type", "starts_at"))
    costs = costs_of(absences, wanted.first, wanted.last)
    by_line: dict[tuple[int, str], list[AbsenceCost]] = defaultdict(list)
    for cost in costs:
        by_line[cost.absence.employee_id, cost.absence.type].append(cost)
    return AbsenceReport(wanted, [_line(group) for group in by_line.values()], _weeks(costs, wanted))


def _line(costs: list[AbsenceCost]) -> ReportLine:
    absence = costs[0].absence
    times = [time for cost in costs for time in cost.times]
    named = {cost.absence.cover.name for cost in costs if cost.absence.cover}
    return ReportLine(
        employee_id=absence.employee_id,
        name=absence.employee.name,
        type=absence.type,
        type_label=absence.get_type_display(),
        code=meaning_of(absence.type).code,
        absences=len(costs),
        days=len({day for cost in costs for day in cost.lost}),
        lost_minutes=sum(cost.lost_minutes for cost in costs),
        covers=covers_of(times, costs[0].names),
        named=sorted(named),
    )


def _weeks(costs: list[AbsenceCost], wanted: Wanted) -> list[ReportWeek]:
    lost: dict[date, int] = defaultdict(int)
    covered: dict[date, int] = defaultdict(int)
    for cost in costs:
        for day, minutes in cost.lost.items():
            lost[monday_of(day)] += minutes
        for time in cost.times:
            covered[monday_of(time.day)] += time.actual_minutes
    return [ReportWeek(day, lost[day], covered[day]) for day in mondays(wanted)]


def mondays(wanted: Wanted) -> list[date]:
    """The first day of each week that the days touch, in order."""
    start = monday_of(wanted.first)
    return [start + WEEK * number for number in range((wanted.last - start).days // WEEK.days + 1)]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def report_choices(viewer: Viewer) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """({employee: name}, {department: name}) of those whose absences the viewer sees, and of where they worked. Two
    statements."""
    seen = Absence.objects.visible_to(viewer).in_force()
    people = dict(seen.order_by("employee__name").values_list("employee_id", "employee__name"))
    terms = Employment.objects.begun(viewer.at).filter(employee__in=seen.values("employee_id"))
    places = dict(terms.order_by("department__name").values_list("department_id", "department__name"))
    return people, places
