"""Projects and who answers for them: the owner belongs to the project's department (C1, I10)."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.sla.recompute import recompute_later
from tickets.models import Client, Project, Service, Ticket
from tickets.permissions import check_can_keep_projects_of
from workload.models import Department, Employee, Employment

FIELDS = frozenset({"name", "service", "is_active", "owner", "department", "cover"})


class ProjectFields(TypedDict, total=False):
    """What can be changed of a project; its client never. `cover` answers while the owner is away (L4)."""

    name: str
    service: Service | None
    is_active: bool
    owner: Employee
    department: Department
    cover: Employee | None


@transaction.atomic
def create_project(
    *,
    client: Client,
    name: str,
    owner: Employee,
    by: Viewer,
    at: datetime,
    department: Department | None = None,
    service: Service | None = None,
    cover: Employee | None = None,
) -> Project:
    """A new project of `client`; without `department` it is the owner's. Refused, naming `owner` or `cover`, when they
    do not work in the department today or are one person."""
    seen = Client.objects.visible_to(by).get(pk=client.pk)
    department = department or department_of(owner, at)
    check_can_keep_projects_of(by, department.pk)
    check_owner(owner, department, at)
    check_cover(cover, owner, department, at, by=by)
    project = Project(client=seen, name=name.strip(), owner=owner, department=department, service=service, cover=cover)
    after = {"name": project.name, "owner": owner, "department": department}
    return create_row(project, action="project.create", by=by, at=at, scope=f"client:{seen.pk}", after=after)


@transaction.atomic
def update_project(*, project: Project, by: Viewer, at: datetime, **new: Unpack[ProjectFields]) -> Project:
    """Changes the named fields. A new owner or department takes the live tickets along (see `hand_over_project`); a
    cover who takes the project over, or is of another department then, covers it no longer."""
    check_named(new, FIELDS)
    locked = lock_project(project, by=by)
    former_owner, former_department = locked.owner, locked.department
    owner, department = new.get("owner", locked.owner), new.get("department", locked.department)
    check_can_keep_projects_of(by, department.pk)
    if owner != locked.owner or department != locked.department:
        check_owner(owner, department, at)
    if new.get("cover") is not None:
        check_cover(new["cover"], owner, department, at, by=by)
    elif locked.cover == owner or department != locked.department:
        new["cover"] = None
    if "name" in new:
        new["name"] = new["name"].strip()
    change_row(locked, action="project.update", by=by, at=at, new=dict(new), scope=f"client:{locked.client_id}")
    take_tickets_along(locked, former_owner, by=by, at=at)
    if department != former_department:
        recompute_later(project_ids=[locked.pk], by=by, at=at)
    return locked


def hand_over_project(
    *, project: Project, to: Employee, by: Viewer, at: datetime, department: Department | None = None
) -> Project:
    """Gives the project to another owner, for good. Live tickets that the former owner had go to the new one."""
    return update_project(project=project, by=by, at=at, owner=to, department=department or project.department)


def lock_project(project: Project, *, by: Viewer) -> Project:
    """The project as it is now, locked; cover can still be written for it meanwhile. Project.DoesNotExist when `by` may
    not see it."""
    rows = Project.objects.visible_to(by).select_related("owner", "department", "client", "cover")
    locked = rows.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    check_can_keep_projects_of(by, locked.department_id)
    return locked


def department_of(employee: Employee, at: datetime) -> Department:
    """Where somebody works at `at`. Refused, naming `owner`, when nowhere."""
    term = Employment.objects.at(at).select_related("department").filter(employee=employee).first()
    if term is None:
        raise Refused(_("%(name)s does not work here now.") % {"name": employee.name}, field="owner")
    return term.department


def check_owner(owner: Employee, department: Department, at: datetime) -> None:
    """The owner works in the department on the day of `at` there; locked, so that no dismissal overtakes us."""
    check_works_in(owner, department, at, field="owner")


def check_cover(cover: Employee | None, owner: Employee, department: Department, at: datetime, *, by: Viewer) -> None:
    """Somebody else of the same department, or nobody. Refused, naming `cover`, and for oneself unless one sees the
    project anyway."""
    if cover is None:
        return
    if cover.pk == by.employee_id and department.pk not in by.overseen_department_ids:
        raise Refused(_("You would let yourself see this project. Choose a colleague of the owner."), field="cover")
    if cover == owner:
        raise Refused(_("Nobody covers themselves. Choose a colleague of the owner."), field="cover")
    check_works_in(cover, department, at, field="cover")


def check_works_in(employee: Employee, department: Department, at: datetime, *, field: str) -> None:
    """The person works in the department on the day of `at` there, and is locked. Refused, naming `field`."""
    day: date = at.astimezone(ZoneInfo(department.timezone)).date()
    current = Employee.objects.select_for_update(of=("self",), no_key=True).filter(pk=employee.pk).employed_on(day)
    if not current or not Employment.objects.on(day).filter(employee=employee, department=department).exists():
        message = _("%(name)s does not work in the department “%(department)s”.")
        raise Refused(message % {"name": employee.name, "department": department.name}, field=field)


def take_tickets_along(project: Project, former_owner: Employee, *, by: Viewer, at: datetime) -> None:
    """Live tickets follow their project: into its department, and from the former owner's hands into the new one's. As
    many statements for three as for a thousand."""
    tickets = Ticket.objects.filter(project=project).live().select_for_update(of=("self",)).order_by("pk")
    moved: dict[tuple[tuple[str, Any], ...], list[int]] = defaultdict(list)
    with audit.gathered():
        for ticket in tickets:
            is_theirs = ticket.assignee_id == former_owner.pk
            new = {"department_id": project.department_id} | ({"assignee_id": project.owner_id} if is_theirs else {})
            before, after = audit.changes(ticket, **new)
            if after:
                moved[tuple(sorted(after.items()))].append(ticket.pk)
                audit.record(action="ticket.handed_over", target=ticket, by=by, at=at, before=before, after=after)
        for values, keys in moved.items():
            Ticket.objects.filter(pk__in=keys).update(**dict(values))
