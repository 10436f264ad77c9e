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
COLUMN_OF = {"email": "email", "name": "name", "hired_on": "hired_on", "role": "roles", "level": "skills"}


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
            for name, level in values["skills"]:
                skill = one_of(known.skills, name, "skills", _("There is no such skill."))
                set_skill(employee=employee, skill=skill, level=level, by=by, at=at)
    except Refused as refused:
        column = refused.field if isinstance(refused, Unknown) else COLUMN_OF.get(refused.field or "", "")
        return [Problem(row.number, column or "", text_of(row, column), str(refused))]
    known.people[values["email"]] = employee.pk
    return []


def place_of(row: Row, known: Known) -> Place:
    """Where the person starts."""
    values = row.values
    department = one_of(known.departments, values["department"], "department", _("There is no such department."))
    position = one_of(known.positions, values["position"], "position", _("There is no such position."))
    return Place(department, position, values["hired_on"], values["share"])


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


def manager_of(row: Row, known: Known) -> Employee | None:
    """The person's manager, who is here already or stands in the file."""
    address = row.values["manager"]
    if not address:
        return None
    if address not in known.people:
        words = _("Nobody here has this address, and no row of the file that can be loaded.")
        raise Unknown(words, field="manager")
    return Employee.objects.get(pk=known.people[address])


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
