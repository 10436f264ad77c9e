"""Roles by date. Nobody gives one to themselves, and every change ends the person's sessions (P4, ASVS 7)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.actions.sessions import end_sessions
from support_desk.shared.errors import Refused
from support_desk.shared.models import User
from support_desk.shared.roles import CATALOGUE_ROLES, Role
from support_desk.shared.viewer import Viewer
from workload.actions.terms import check_still_here, department_id_at, lock_employee, today_of
from workload.actions.trail import record_person
from workload.models import Employee, RoleAssignment
from workload.permissions import check_can_give_role, check_not_oneself

GIVEN = frozenset(Role.values) - {Role.CLIENT_CONTACT}


@transaction.atomic
def give_role(
    *,
    employee: Employee,
    role: str,
    by: Viewer,
    at: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleAssignment:
    """Gives a role from `starts_on` (today) to `ends_on` inclusive. Refused, naming `role`, when it is held then."""
    locked = lock_employee(employee, by=by)
    check_not_oneself(by, locked)
    term = check_still_here(locked, at)
    assignment = RoleAssignment(
        employee=locked, role=role, starts_on=starts_on or today_of(locked, at), ends_on=ends_on
    )
    check_span(assignment, at)
    given = _give(assignment, department_id=term.department_id, by=by, at=at)
    refresh_account(locked, at)
    return given


@transaction.atomic
def end_role(*, assignment: RoleAssignment, by: Viewer, at: datetime) -> None:
    """Takes a role away at once: its last day is yesterday, and one that has not begun yet goes as if never given."""
    employee = lock_employee(assignment.employee, by=by)
    check_not_oneself(by, employee)
    locked = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    department_id = department_id_at(employee, at)
    check_can_give_role(by, locked.role, department_id)
    today = today_of(employee, at)
    if locked.ends_on is not None and locked.ends_on < today:
        return
    before = {"role": locked.role, "starts_on": locked.starts_on, "ends_on": locked.ends_on}
    if locked.starts_on >= today:
        locked.delete()
    else:
        locked.ends_on = today - timedelta(days=1)
        locked.save(update_fields=["ends_on"])
    record_person(employee, "role.end", by=by, at=at, before=before, department_id=department_id)
    refresh_account(employee, at)


def assign_roles(
    employee: Employee, roles: Iterable[str], *, department_id: int, starts_on: date, by: Viewer, at: datetime
) -> None:
    """Roles of somebody who has just been taken on."""
    for role in dict.fromkeys(roles):
        assignment = RoleAssignment(employee=employee, role=role, starts_on=starts_on)
        _give(assignment, department_id=department_id, by=by, at=at)
    refresh_account(employee, at)


def refresh_account(employee: Employee, at: datetime) -> None:
    """The account follows the roles: who keeps catalogues may open them, and every session starts anew."""
    held = RoleAssignment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today_of(employee, at)), employee=employee, role__in=CATALOGUE_ROLES
    )
    User.objects.filter(pk=employee.user_id).update(is_staff=held.exists())
    end_sessions(user=employee.user)


def check_span(assignment: RoleAssignment, at: datetime) -> None:
    """The days make sense and the role is not held on any of them."""
    if assignment.starts_on < today_of(assignment.employee, at):
        raise Refused(_("A role starts today or later."), field="starts_on")
    if assignment.ends_on is not None and assignment.ends_on < assignment.starts_on:
        raise Refused(_("The role ends before it starts."), field="ends_on")
    same = RoleAssignment.objects.filter(employee=assignment.employee, role=assignment.role)
    same = same.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=assignment.starts_on))
    if assignment.ends_on is not None:
        same = same.filter(starts_on__lte=assignment.ends_on)
    if same.exists():
        raise Refused(_("The person holds this role at that time already."), field="role")


def _give(assignment: RoleAssignment, *, department_id: int, by: Viewer, at: datetime) -> RoleAssignment:
    if assignment.role not in GIVEN:
        raise Refused(_("This is no role of an employee."), field="role")
    check_can_give_role(by, assignment.role, department_id)
    assignment.save()
    after = {"role": assignment.role, "starts_on": assignment.starts_on, "ends_on": assignment.ends_on}
    record_person(assignment.employee, "role.give", by=by, at=at, after=after, department_id=department_id)
    return assignment
