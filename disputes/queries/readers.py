"""Whom rules bind, and who has still to read what: everybody in the department, the company's everybody (D2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from disputes.domain.reading import HEAD_IS_TOLD_AFTER, Unread
from disputes.models import Acknowledgement, RegulationVersion
from disputes.queries.standing import binding
from workload.models import Department, Employee, Employment


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody where they work now, the day that it is for them, and what they have not read, by code."""

    employee: Employee
    department: Department
    today: date
    zone: ZoneInfo
    unread: Sequence[tuple[RegulationVersion, Unread]]


def bound_accounts(department_id: int | None, at: datetime) -> list[int]:
    """Accounts of who works in the department at `at`; without one, of everybody. One statement."""
    return list(readers_of(department_id, at).order_by("pk").values_list("user_id", flat=True))


def readers_of(department_id: int | None, at: datetime) -> QuerySet[Employee]:
    """Who works here at `at`, and, of a department's rule, in it."""
    people = Employee.objects.employed_at(at)
    if department_id is None:
        return people
    terms = Employment.objects.at(at).filter(department=department_id)
    return people.filter(pk__in=terms.values("employee_id"))


def binding_versions(at: datetime) -> list[RegulationVersion]:
    """Of each active rule the version in force and what follows it, with its rule. One statement."""
    rows = RegulationVersion.objects.published().filter(regulation__is_active=True)
    rows = rows.select_related("regulation__department").order_by("regulation__code", "starts_on")
    found = [list(versions) for _code, versions in groupby(rows, key=lambda row: row.regulation_id)]
    return [row for versions in found for row in binding(versions, versions[0].regulation.today(at))]


def all_readers(at: datetime) -> tuple[list[Reader], list[RegulationVersion]]:
    """Everybody who works here, and all that binds somebody. Three statements."""
    versions = binding_versions(at)
    pairs = Acknowledgement.objects.filter(version__in=versions).values_list("employee_id", "version_id")
    read = frozenset(pairs)
    came_on = Employment.objects.filter(employee=OuterRef("employee"), department=OuterRef("department"))
    terms = Employment.objects.at(at).filter(employee__in=Employee.objects.employed_at(at))
    since = terms.annotate(came_on=Subquery(came_on.order_by("starts_on").values("starts_on")[:1]))
    places = since.select_related("employee", "department__head").order_by("employee_id")
    return [_reader(place, versions, read, at) for place in places], versions


def _reader(
    place: Employment, versions: Iterable[RegulationVersion], read: frozenset[tuple[int, int]], at: datetime
) -> Reader:
    person = place.employee
    zone = ZoneInfo(person.timezone or place.department.timezone)
    unread = [
        (version, unread_since(version, place, zone))
        for version in versions
        if binds(version, place.department_id) and (person.pk, version.pk) not in read
    ]
    return Reader(person, place.department, at.astimezone(zone).date(), zone, unread)


def binds(version: RegulationVersion, department_id: int) -> bool:
    """Whether who works in the department has to read it."""
    return version.regulation.department_id in (None, department_id)


def unread_since(version: RegulationVersion, place: "Employment", zone: ZoneInfo) -> Unread:
    """From its publication, or from the day on which the person came under the rule."""
    assert version.published_at is not None
    published_on = version.published_at.astimezone(zone).date()
    came_on: date = place.employee.hired_on if version.regulation.department_id is None else place.came_on  # type: ignore[attr-defined]  # annotated
    return Unread(version.pk, max(published_on, came_on), is_told=came_on <= published_on)


def late_readers(readers: Iterable[Reader]) -> Mapping[tuple[int, int], list[Reader]]:
    """{(department, version): who of it has had a week to read it and has not}."""
    found: dict[tuple[int, int], list[Reader]] = {}
    for department_id, version_id, reader in _late(readers):
        found.setdefault((department_id, version_id), []).append(reader)
    return found


def _late(readers: Iterable[Reader]) -> Iterator[tuple[int, int, Reader]]:
    for reader in readers:
        for version, unread in reader.unread:
            if unread.since + HEAD_IS_TOLD_AFTER <= reader.today:
                yield reader.department.pk, version.pk, reader
