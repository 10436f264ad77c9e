"""Whose payslips a department writes for a month, cut where department, share or plan changes (Y1)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from payroll.domain.span_cuts import Paid, Stay, cut, held_to
from payroll.domain.spans import Gap, Span
from payroll.models import PayPlanVersion, PlanAssignment
from payroll.queries.plans.figures import versions_on
from support_desk.shared.money import to_kopeck
from workload.domain.months import last_day_of
from workload.models import Employment

COLUMNS = (
    "employee_id", "department_id", "share_percent", "starts_on", "ends_on", "employee__hired_on", "employee__left_on"
)  # fmt: skip


def spans_of(
    department_id: int, month: date, employee_ids: Collection[int] | None = None, *, until: date | None = None
) -> tuple[list[Span], list[Gap]]:
    """Of everybody, or of these, whose payslip of the month this department writes: it is where they work on its last
    day, or on their own last one. All their days of the month up to `until`, those in former departments as well, in
    the order of people and days; and those of them without a plan. Four statements."""
    return spans_by(versions_on(month), department_id, month, employee_ids, until=until)


def spans_by(
    versions: Mapping[int, PayPlanVersion],
    department_id: int,
    month: date,
    employee_ids: Collection[int] | None = None,
    *,
    until: date | None = None,
) -> tuple[list[Span], list[Gap]]:
    """The same by versions that were read already, by plan. Two statements."""
    people = _touching(month).filter(department=department_id)
    if employee_ids is not None:
        people = people.filter(employee__in=employee_ids)
    stays = _stays(people, month)
    homes = {stay.employee_id: stay.department_id for stay in stays}
    own = [stay for stay in stays if homes[stay.employee_id] == department_id]
    return _cut(own, versions, month, until)


def spans_within(
    versions: Mapping[int, PayPlanVersion], department_ids: Collection[int], month: date, *, until: date | None = None
) -> list[Span]:
    """All that anybody spends of the month in these departments, whoever writes their payslips. Two statements."""
    people = _touching(month).filter(department__in=department_ids)
    stays = [stay for stay in _stays(people, month) if stay.department_id in department_ids]
    return _cut(stays, versions, month, until)[0]


def _touching(month: date) -> QuerySet[Employment]:
    last = last_day_of(month)
    ends = Q(ends_on__isnull=True) | Q(ends_on__gte=month)
    stays = Q(employee__left_on__isnull=True) | Q(employee__left_on__gte=month)
    return Employment.objects.filter(ends & stays, starts_on__lte=last, employee__hired_on__lte=last)


def _stays(people: QuerySet[Employment], month: date) -> list[Stay]:
    """All stays of these people in the month, by employee and day."""
    rows = _touching(month).filter(employee__in=people.values("employee")).order_by("employee_id", "starts_on")
    return held_to([_stay(row) for row in rows.values(*COLUMNS)], month, last_day_of(month))


def _stay(row: Mapping[str, Any]) -> Stay:
    return Stay(
        employee_id=row["employee_id"],
        department_id=row["department_id"],
        share_percent=row["share_percent"],
        first=max(row["starts_on"], row["employee__hired_on"]),
        last=min(row["ends_on"] or date.max, row["employee__left_on"] or date.max),
        hired_on=row["employee__hired_on"],
    )


def _cut(
    stays: list[Stay], versions: Mapping[int, PayPlanVersion], month: date, until: date | None
) -> tuple[list[Span], list[Gap]]:
    held = stays if until is None else held_to(stays, month, until)
    return cut(held, _paid({stay.employee_id for stay in held}, versions, month))


def _paid(
    employee_ids: Collection[int], versions: Mapping[int, PayPlanVersion], month: date
) -> Mapping[int, list[Paid]]:
    """By employee, in order of days. A plan without a version in force pays nobody."""
    last = last_day_of(month)
    holds = Q(ends_on__isnull=True) | Q(ends_on__gte=month)
    rows = PlanAssignment.objects.filter(holds, employee__in=employee_ids, starts_on__lte=last)
    found: dict[int, list[Paid]] = defaultdict(list)
    for row in rows.order_by("employee_id", "starts_on"):
        version = None if row.plan_id is None else versions.get(row.plan_id)
        if row.plan_id is None or version is not None:
            found[row.employee_id].append(_way(row, version))
    return found


def _way(row: PlanAssignment, version: PayPlanVersion | None) -> Paid:
    ends_on = row.ends_on or date.max
    if version is None:
        return Paid(row.pk, row.starts_on, ends_on, None)
    return Paid(
        row.pk,
        row.starts_on,
        ends_on,
        version.pk,
        base=str(to_kopeck(version.base if row.base is None else row.base)),
        variable=str(to_kopeck(version.variable if row.variable is None else row.variable)),
        of_department=version.measures == PayPlanVersion.Measures.DEPARTMENT,
    )
