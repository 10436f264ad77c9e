"""Departments, people and catalogues of the demo, made by the system before its first day."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from support_desk.demo.accounts import address_of, give_passwords
from support_desk.demo.content import Content
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.services import create_service
from tickets.models import Service
from workload.actions.departments import create_department, update_department
from workload.actions.employees import Place, hire_employee, update_employee
from workload.actions.moves import transfer_employee
from workload.actions.naming import create_position, create_skill
from workload.actions.operations import create_operation, set_norm
from workload.actions.skills import set_skill
from workload.domain.months import day_in, month_after
from workload.models import Department, Employee, Operation
from workload.queries.viewers import viewer_of_employee

MANAGERS = ("manager", "manager2", "manager3", "manager4", "junior")
SPECIALISTS = ("specialist", "developer", "lead-developer")
MONTH = timedelta(days=30)


@dataclass(slots=True)
class Staff:
    """Who and what the stories can call on, by the demo's own short names."""

    departments: dict[str, Department] = field(default_factory=dict)
    people: dict[str, Employee] = field(default_factory=dict)
    men: set[str] = field(default_factory=set)
    operations: dict[str, Operation] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)

    def viewer(self, login: str, at: datetime) -> Viewer:
        """The person as viewer at `at`; nobody's roles change in the demo, so they are read once."""
        if login not in self.viewers:
            self.viewers[login] = viewer_of_employee(self.people[login], at)
        return replace(self.viewers[login], at=at)


def found_company(content: Content, *, at: datetime, today: date) -> Staff:
    """Founds the company at `at`; people were hired so many months before `today`."""
    staff, system = Staff(), Viewer.system(at)
    for row in content.people["department"]:
        staff.departments[row["key"]] = create_department(name=content.named(row), by=system, at=at)
    take_on_people(staff, content, at=at, today=today)
    name_heads_and_mentors(staff, content, at=at)
    name_skills(staff, content, at=at)
    fill_catalogue(staff, content, at=at, today=today)
    give_passwords()
    return staff


def take_on_people(staff: Staff, content: Content, *, at: datetime, today: date) -> None:
    system = Viewer.system(at)
    rows = content.people["person"]
    names = dict.fromkeys(content.named(row, "position") for row in rows)
    positions = {name: create_position(name=name, by=system, at=at) for name in names}
    for row in rows:
        place = Place(
            department=staff.departments[row.get("came_from", row["department"])],
            position=positions[content.named(row, "position")],
            hired_on=today - row["hired"] * MONTH,
        )
        staff.people[row["login"]] = hire_employee(
            name=content.named(row),
            email=address_of(row["login"]),
            place=place,
            roles=row["roles"],
            by=system,
            at=at,
        )
        staff.men |= {row["login"]} if row.get("male") else set()
        if "came_from" in row:
            transfer_employee(
                employee=staff.people[row["login"]],
                department=staff.departments[row["department"]],
                position=place.position,
                on=transfer_day(today),
                by=system,
                at=at,
            )


def local_day(at: datetime) -> date:
    """The day that it is in the departments, which have the usual zone."""
    return day_in(str(Department._meta.get_field("timezone").get_default()), at)


def transfer_day(today: date) -> date:
    """In the middle of the first month of pay that is closed, before the first letter comes."""
    return month_after(today.replace(day=1), -4).replace(day=15)


def name_heads_and_mentors(staff: Staff, content: Content, *, at: datetime) -> None:
    system = Viewer.system(at)
    heads = {row["department"]: row["login"] for row in content.people["person"] if "head" in row["roles"]}
    for key, login in heads.items():
        update_department(department=staff.departments[key], head=staff.people[login], by=system, at=at)
        staff.departments[key].refresh_from_db()
    for row in content.people["person"]:
        if "mentor" in row:
            update_employee(employee=staff.people[row["login"]], mentor=staff.people[row["mentor"]], by=system, at=at)


def name_skills(staff: Staff, content: Content, *, at: datetime) -> None:
    system = Viewer.system(at)
    skills = {row["key"]: create_skill(name=content.named(row), by=system, at=at) for row in content.people["skill"]}
    for row in content.people["person"]:
        for key, level in row.get("skills", {}).items():
            set_skill(employee=staff.people[row["login"]], skill=skills[key], level=level, by=system, at=at)


def fill_catalogue(staff: Staff, content: Content, *, at: datetime, today: date) -> None:
    """Services, and operations with their norms; one norm changes in the middle of the period, as norms do (W6)."""
    system = Viewer.system(at)
    for row in content.catalogue["service"]:
        staff.services[row["code"]] = create_service(code=row["code"], name=content.named(row), by=system, at=at)
    for row in content.catalogue["operation"]:
        operation = create_operation(
            code=row["code"],
            name=content.named(row),
            unit=content.named(row, "unit"),
            kind=row["kind"],
            department=staff.departments.get(row.get("department", "")),
            is_billable=row.get("is_billable", True),
            by=system,
            at=at,
        )
        set_norm(operation=operation, minutes=row["minutes"], starts_on=at.date(), by=system, at=at)
        if "later" in row:
            half_way = at.date() + (today - at.date()) / 2
            set_norm(operation=operation, minutes=row["later"], starts_on=half_way, by=system, at=at)
        staff.operations[row["code"]] = operation
