"""People from a file: a row a person, taken on as by hand (P1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from support_desk.shared.errors import Refused
from support_desk.shared.imports import Problem, Row
from support_desk.shared.progress import tell
from support_desk.shared.viewer import Viewer
from workload.actions.employees import Place, hire_employee
from workload.actions.skills import set_skill
from workload.imports.rosters import people_by_email
from workload.models import Department, Employee, Position, Skill

# What the fields of the actions are called in the file.
COLUMN_OF = {"email": "email", "name": "name", "hired_on": "hired_on", "role": "roles", "level": "skills",
             "manager": "manager"}  # fmt: skip


@dataclass(slots=True)
class Known:
    """What rows may name, by its name in lower case; `people` grows while they are taken on."""

    departments: Mapping[str, Department]
    positions: Mapping[str, Position]
    skills: Mapping[str, Skill]
    people: dict[str, int] = field(default_factory=dict)


class Unknown(Refused):
    """A row names something that is not there."""


def load(rows: Sequence[Row], by: Viewer, at: datetime) -> list[Problem]:
    """Everybody as a deed of their own inside the one change. A manager may stand anywhere in the file."""
    known = read_known(rows, by)
    problems: list[Problem] = []
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if is_ready(row, known, waiting)]
        if not ready:
            words = _("These people are each other’s managers.")
            return problems + [Problem(row.number, "manager", row.values["manager"], words) for row in waiting]
        for row in ready:
            problems += take_on(row, known, by=by, at=at)
            tell(len(rows) - len(waiting))
        waiting = [row for row in waiting if row not in ready]
    return problems


def look(broken: Sequence[Row], others: Sequence[Row], viewer: Viewer) -> list[Problem]:
    """What rows that cannot be tried name and is not there: departments, positions, skills, managers."""
    known = read_known(broken, viewer)
    known.people |= {row.values["email"]: 0 for row in (*broken, *others)}
    problems = []
    for row in broken:
        for find in (department_of, position_of, skills_of, check_manager):
            try:
                find(row, known)
            except Unknown as unknown:
                problems.append(Problem(row.number, unknown.field or "", text_of(row, unknown.field), str(unknown)))
    return problems


def is_ready(row: Row, known: Known, waiting: Sequence[Row]) -> bool:
    """Nobody of those still to come is the row's manager."""
    manager = row.values["manager"]
    return not manager or manager in known.people or all(other.values["email"] != manager for other in waiting)


def take_on(row: Row, known: Known, *, by: Viewer, at: datetime) -> list[Problem]:
    """One person with their skills, or what is wrong with the row and nothing of it."""
    values = row.values
    try:
        with transaction.atomic():
            employee = hire_employee(
                name=values["name"],
                email=values["email"],
                place=place_of(row, known),
                roles=values["roles"],
                manager=manager_of(row, known),
                by=by,
                at=at,
            )
            for skill, level in skills_of(row, known):
                set_skill(employee=employee, skill=skill, level=level, by=by, at=at)
    except Refused as refused:
        column = refused.field if isinstance(refused, Unknown) else COLUMN_OF.get(refused.field or "", "")
        return [Problem(row.number, column or "", text_of(row, column), str(refused))]
    known.people[values["email"]] = employee.pk
    return []


def place_of(row: Row, known: Known) -> Place:
    """Where the person starts."""
    department, position = department_of(row, known), position_of(row, known)
    if department is None or position is None:
        raise AssertionError("a row that can be tried names both")
    return Place(department, position, row.values["hired_on"], row.values["share"])


def department_of(row: Row, known: Known) -> Department | None:
    """None for a bad or an empty cell."""
    name = row.values["department"]
    return one_of(known.departments, name, "department", _("There is no such department.")) if name else None


def position_of(row: Row, known: Known) -> Position | None:
    """None for a bad or an empty cell."""
    name = row.values["position"]
    return one_of(known.positions, name, "position", _("There is no such position.")) if name else None


def skills_of(row: Row, known: Known) -> list[tuple[Skill, int]]:
    """Each skill with its level."""
    missing = _("There is no such skill.")
    return [(one_of(known.skills, name, "skills", missing), level) for name, level in row.values["skills"]]


def one_of[RowT: (Department, Position, Skill)](
    found: Mapping[str, RowT], name: str, column: str, missing: str
) -> RowT:
    """What is called so. Unknown, with the names that there are."""
    row = found.get(name.casefold())
    if row is None:
        names = ", ".join(sorted(str(one) for one in found.values())[:10])
        there_are = _("There are: %(names)s.") % {"names": names} if names else _("There are none yet.")
        raise Unknown(f"{missing} {there_are}", field=column)
    return row


def check_manager(row: Row, known: Known) -> None:
    """The manager is here already or stands in the file."""
    if row.values["manager"] and row.values["manager"] not in known.people:
        words = _("Nobody here has this address, and no row of the file that can be loaded.")
        raise Unknown(words, field="manager")


def manager_of(row: Row, known: Known) -> Employee | None:
    """The person's manager."""
    check_manager(row, known)
    address = row.values["manager"]
    return Employee.objects.get(pk=known.people[address]) if address else None


def text_of(row: Row, column: str | None) -> str:
    """What the row says in a column, as a person would write it."""
    value = row.values.get(column or "", "")
    if not isinstance(value, tuple):
        return str(value)
    return ", ".join(part if isinstance(part, str) else f"{part[0]} {part[1]}" for part in value)


def read_known(rows: Sequence[Row], by: Viewer) -> Known:
    """Four statements."""
    departments = Department.objects.visible_to(by).filter(is_active=True)
    return Known(
        departments={one.name.casefold(): one for one in departments},
        positions={one.name.casefold(): one for one in Position.objects.all()},
        skills={one.name.casefold(): one for one in Skill.objects.all()},
        people=people_by_email({row.values["manager"] for row in rows}, by),
    )
