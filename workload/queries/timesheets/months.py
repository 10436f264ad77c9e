"""The month of a department: what is known of it, and what keeps it from being closed (L5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in, last_day_of
from workload.models import (
    Absence,
    CalendarYear,
    Department,
    Employment,
    Timesheet,
    TimesheetFilling,
    TimesheetMonth,
    WorkingCalendar,
)
from workload.permissions import managed_department_ids

FACTS = JSONObject(id="pk", name="employee__name", first="starts_on", last="ends_on")


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A department's month. `missing`: names of those without a timesheet. `undecided`: `id`, `name`, `first` and
    `last` day as ISO 8601 of absences that nobody has decided on. `calendar_name`: "" without a calendar. `today`:
    where it is."""

    department_id: int
    department_name: str
    month: date
    today: date
    calendar_id: int | None
    calendar_name: str
    calendar_version: int
    year_approved_at: datetime | None
    year_approved_by_id: int | None
    missing: Sequence[str]
    undecided: Sequence[Mapping[str, Any]]
    filled_at: datetime | None
    closed_at: datetime | None
    closed_by: str

    @property
    def is_over(self) -> bool:
        return self.today > last_day_of(self.month)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


def kept_departments(viewer: Viewer) -> QuerySet[Department]:
    """Those whose timesheets the viewer keeps, by name."""
    departments = Department.objects.visible_to(viewer).order_by("name")
    if viewer.is_system or viewer.has("director"):
        return departments
    return departments.filter(pk__in=managed_department_ids(viewer))


def month_facts(departments: QuerySet[Department], month: date, at: datetime) -> list[MonthFacts]:
    """What is known of the month of each. One statement."""
    rows = departments.annotate(
        counted_by=Coalesce(F("calendar"), Subquery(_default().values("pk")), output_field=IntegerField()),
    )
    calendar = WorkingCalendar.objects.filter(pk=OuterRef("counted_by"))
    year = CalendarYear.objects.filter(calendar=OuterRef("counted_by"), year=month.year, approved_at__isnull=False)
    closed = TimesheetMonth.objects.filter(department=OuterRef("pk"), month=month)
    filling = TimesheetFilling.objects.filter(department=OuterRef("pk"), month=month)
    told = rows.annotate(
        calendar_name=Subquery(calendar.values("name")),
        calendar_number=Subquery(calendar.values("version")),
        year_at=Subquery(year.values("approved_at")),
        year_by=Subquery(year.values("approved_by")),
        missing=ArraySubquery(_missing(month).values("employee__name").order_by("employee__name").distinct()),
        undecided=ArraySubquery(_undecided(month).values(found=FACTS).order_by("starts_on", "pk")),
        filled_at=Subquery(filling.values("filled_at")),
        closed_at=Subquery(closed.values("closed_at")),
        closed_by=Subquery(closed.values("closed_by__name")),
    )
    return [_facts(row, month, at) for row in told]


def members_in(department_id: int, month: date) -> QuerySet[Employment]:
    """Employments of the department that touch the month."""
    return Employment.objects.filter(_touching(month), department=department_id)


def _touching(month: date) -> Q:
    last = last_day_of(month)
    ends = Q(ends_on__isnull=True) | Q(ends_on__gte=month)
    stays = Q(employee__left_on__isnull=True) | Q(employee__left_on__gte=month)
    return ends & stays & Q(starts_on__lte=last, employee__hired_on__lte=last)


def _missing(month: date) -> QuerySet[Employment]:
    sheets = Timesheet.objects.filter(employee=OuterRef("employee"), department=OuterRef("department"), month=month)
    return Employment.objects.filter(_touching(month), ~Exists(sheets), department=OuterRef("pk"))


def _undecided(month: date) -> QuerySet[Absence]:
    """Absences of its people that wait for a decision; the OuterRef is the department."""
    last = last_day_of(month)
    terms = Employment.objects.filter(_touching(month), employee=OuterRef("employee"))
    theirs = terms.filter(department=OuterRef(OuterRef("pk")), starts_on__lte=OuterRef("ends_on"))
    during = theirs.exclude(ends_on__lt=OuterRef("starts_on"))
    waiting = Absence.objects.filter(state__in=[Absence.State.REQUESTED, Absence.State.RECORDED])
    return waiting.filter(Exists(during), starts_on__lte=last, ends_on__gte=month)


def _default() -> QuerySet[WorkingCalendar]:
    return WorkingCalendar.objects.filter(is_default=True)


def _facts(row: Any, month: date, at: datetime) -> MonthFacts:
    return MonthFacts(
        department_id=row.pk,
        department_name=row.name,
        month=month,
        today=day_in(row.timezone, at),
        calendar_id=row.counted_by,
        calendar_name=row.calendar_name or "",
        calendar_version=row.calendar_number or 0,
        year_approved_at=row.year_at,
        year_approved_by_id=row.year_by,
        missing=row.missing,
        undecided=row.undecided,
        filled_at=row.filled_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by or "",
    )
