"""Who has still to read which version of the plan that pays them (M4)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from disputes.domain.reading import Unread
from payroll.models import PayPlanVersion, PlanAcknowledgement, PlanAssignment
from workload.models import Employee, Employment


@dataclass(frozen=True, slots=True)
class PlanReader:
    """Somebody, their zone and day, and what pays or will pay them and is unread."""

    user_id: int
    zone: ZoneInfo
    today: date
    unread: tuple[tuple[PayPlanVersion, Unread], ...]


def plan_readers(at: datetime) -> list[PlanReader]:
    """Everybody with something to read. Four statements."""
    assignments = list(PlanAssignment.objects.not_over(at).filter(plan__isnull=False).select_related("employee"))
    people = {row.employee_id for row in assignments}
    zones = _zones(people, at)
    versions = _published({row.plan_id for row in assignments if row.plan_id is not None})
    pairs = PlanAcknowledgement.objects.filter(employee__in=people).values_list("employee_id", "version_id")
    read = frozenset(pairs)
    found = (
        _reader(row, versions, read, zones[row.employee_id], at) for row in assignments if row.employee_id in zones
    )
    return [reader for reader in found if reader.unread]


def binding_between(versions: Iterable[PayPlanVersion], first: date, last: date | None) -> Iterator[PayPlanVersion]:
    """Of one plan's published versions, in order of their start, those that hold on one of these days."""
    ordered = list(versions)
    for version, following in zip(ordered, [*ordered[1:], None], strict=True):
        is_over = following is not None and following.starts_on <= first
        if not is_over and (last is None or version.starts_on <= last):
            yield version


def _reader(
    row: PlanAssignment,
    versions: Iterable[PayPlanVersion],
    read: Collection[tuple[int, int]],
    zone: ZoneInfo,
    at: datetime,
) -> PlanReader:
    today = at.astimezone(zone).date()
    of_plan = [version for version in versions if version.plan_id == row.plan_id]
    unread = tuple(
        (version, _since(version, row, zone))
        for version in binding_between(of_plan, max(row.starts_on, today), row.ends_on)
        if (row.employee_id, version.pk) not in read
    )
    return PlanReader(row.employee.user_id, zone, today, unread)


def _since(version: PayPlanVersion, row: PlanAssignment, zone: ZoneInfo) -> Unread:
    """From its publication, or from the first day on which it pays the person."""
    assert version.published_at is not None
    published_on = version.published_at.astimezone(zone).date()
    return Unread(version.pk, max(published_on, row.starts_on), is_told=row.starts_on <= published_on)


def _published(plan_ids: Collection[int]) -> list[PayPlanVersion]:
    rows = PayPlanVersion.objects.filter(plan__in=plan_ids, published_at__isnull=False)
    return list(rows.select_related("plan").order_by("plan_id", "starts_on"))


def _zones(people: Collection[int], at: datetime) -> dict[int, ZoneInfo]:
    """Of who works here at `at`."""
    here = Employee.objects.employed_at(at).filter(pk__in=people)
    terms = Employment.objects.at(at).filter(employee__in=here).select_related("employee", "department")
    return {term.employee_id: ZoneInfo(term.employee.timezone or term.department.timezone) for term in terms}
