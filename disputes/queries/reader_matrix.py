"""`/regulations/readers/`: who of a department has read which rule (D2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from disputes.models import Acknowledgement, RegulationVersion
from disputes.queries.readers import binding_versions, binds
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, Employment


@dataclass(frozen=True, slots=True)
class Cell:
    """`is_asked`: the rule binds the person. `read_at`: when they read this version."""

    is_asked: bool
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """One person: a cell for each version of the page."""

    employee: Employee
    department: Department
    cells: Sequence[Cell]

    @property
    def unread(self) -> int:
        return sum(1 for cell in self.cells if cell.is_asked and cell.read_at is None)


@dataclass(frozen=True, slots=True)
class ReaderMatrix:
    """Everybody by name, however many, versions by code. `unread`: how many people have still to read each."""

    department: Department | None
    departments: Sequence[Department]
    versions: Sequence[RegulationVersion]
    rows: Sequence[ReaderRow]
    unread: Sequence[int]

    @property
    def missing(self) -> int:
        return sum(self.unread)


def reader_matrix(viewer: Viewer, department_id: int | None, *, is_whole: bool = False) -> ReaderMatrix | None:
    """Of the department asked for, else the viewer's own; `is_whole`: of all. None when there is no such one. Four
    statements."""
    departments = list(Department.objects.visible_to(viewer).filter(is_active=True).order_by("name"))
    chosen = None if is_whole else chosen_of(departments, department_id, viewer)
    if chosen is None and not is_whole:
        return None
    versions = [one for one in binding_versions(viewer.at) if chosen is None or binds(one, chosen.pk)]
    terms = Employment.objects.at(viewer.at).filter(employee__in=Employee.objects.employed_at(viewer.at))
    if chosen is not None:
        terms = terms.filter(department=chosen)
    places = list(terms.select_related("employee", "department").order_by("employee__name", "id"))
    pairs = Acknowledgement.objects.visible_to(viewer).filter(
        version__in=[one.pk for one in versions], employee__in=[place.employee_id for place in places]
    )
    read = {(row[0], row[1]): row[2] for row in pairs.values_list("employee_id", "version_id", "acknowledged_at")}
    rows = [_row(place, versions, read) for place in places]
    unread = [sum(1 for row in rows if _is_missing(row.cells[index])) for index in range(len(versions))]
    return ReaderMatrix(chosen, departments, versions, rows, unread)


def chosen_of(departments: Sequence[Department], wanted: int | None, viewer: Viewer) -> Department | None:
    """The one asked for; not asked, the first that the viewer works in or heads, else the first of all."""
    if wanted is not None:
        return next((place for place in departments if place.pk == wanted), None)
    near = viewer.department_ids | viewer.headed_department_ids
    return next((place for place in departments if place.pk in near), next(iter(departments), None))


def _row(
    place: Employment, versions: Sequence[RegulationVersion], read: Mapping[tuple[int, int], datetime]
) -> ReaderRow:
    cells = [
        Cell(binds(version, place.department_id), read.get((place.employee_id, version.pk))) for version in versions
    ]
    return ReaderRow(place.employee, place.department, cells)


def _is_missing(cell: Cell) -> bool:
    return cell.is_asked and cell.read_at is None
