"""Taking somebody on, and what is known of a person (P1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, check_named, save_valid
from support_desk.shared.errors import Refused
from support_desk.shared.models import User
from support_desk.shared.periods import check_period_open
from support_desk.shared.viewer import Viewer
from workload.actions.departments import check_timezone
from workload.actions.roles import assign_roles
from workload.actions.terms import department_id_at, lock_employee
from workload.actions.trail import record_person
from workload.models import Department, Employee, Employment, OnboardingPlan, Position
from workload.permissions import check_can_manage_company, check_can_manage_department, check_not_oneself

FIELDS = frozenset({"name", "manager", "mentor", "timezone", "phone"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody starts: department, position, day, and the share of full time in percent."""

    department: Department
    position: Position
    hired_on: date
    share_percent: int = 100


class PersonFields(TypedDict, total=False):
    """What may be known of a person beside their name."""

    manager: Employee | None
    mentor: Employee | None
    timezone: str
    phone: str


class EmployeeFields(PersonFields, total=False):
    """What can be changed of a person at once; department and position are dated (`transfer_employee`)."""

    name: str


@transaction.atomic
def hire_employee(
    *,
    name: str,
    email: str,
    place: Place,
    by: Viewer,
    at: datetime,
    roles: Iterable[str] = (),
    language: str = "",
    **more: Unpack[PersonFields],
) -> Employee:
    """An account, the person, their first term and their roles. The account has no password: its owner sets one by
    "forgotten password". Refused, naming the field, on an address in use, a closed month, a role not to be given or
    oneself as the manager (P4)."""
    check_can_manage_department(by, place.department.pk)
    check_period_open(department_id=place.department.pk, day=place.hired_on, field="hired_on")
    check_timezone(more.get("timezone", ""))
    user = open_account(name=name.strip(), email=email.strip().lower(), language=language)
    employee = Employee(user=user, name=name.strip(), hired_on=place.hired_on, **more)
    save_valid(employee)
    if employee.manager is not None:
        check_may_name_manager(employee, employee.manager, by=by)
    save_valid(
        Employment(
            employee=employee,
            department=place.department,
            position=place.position,
            share_percent=place.share_percent,
            starts_on=place.hired_on,
        )
    )
    after = {"email": user.email, "department": place.department, "position": place.position,
             "share_percent": place.share_percent}  # fmt: skip
    record_person(employee, "employee.hire", by=by, at=at, department_id=place.department.pk, after=after)
    assign_roles(employee, roles, department_id=place.department.pk, starts_on=place.hired_on, by=by, at=at)
    return employee


@transaction.atomic
def update_employee(*, employee: Employee, by: Viewer, at: datetime, **new: Unpack[EmployeeFields]) -> Employee:
    """Changes the named fields; a new mentor takes over the onboarding that is under way. Refused, naming `manager`,
    when the line of managers would come back to the person."""
    check_named(new, FIELDS)
    locked = lock_employee(employee, by=by)
    department_id = department_id_at(locked, at)
    check_can_manage_department(by, department_id)
    check_timezone(new.get("timezone", ""))
    if "name" in new:
        new["name"] = new["name"].strip()
        User.objects.filter(pk=locked.user_id).update(name=new["name"][:150])
    if "manager" in new and new["manager"] != locked.manager:
        check_may_name_manager(locked, new["manager"], by=by)
        check_line_of_managers(locked, new["manager"])
    changed = change_row(locked, action="employee.update", by=by, at=at, new=dict(new), department_id=department_id)
    if "mentor" in new:
        OnboardingPlan.objects.under_way().filter(employee=locked).update(mentor=new["mentor"])
    return changed


def open_account(*, name: str, email: str, language: str) -> User:
    """An account that nobody can log in with yet."""
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": email}, field="email") from None
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("There is an account with this address already."), field="email")
    user = User(email=email, name=name, language=language)
    user.set_unusable_password()
    save_valid(user)
    return user


def check_may_name_manager(employee: Employee, manager: Employee | None, *, by: Viewer) -> None:
    """Nobody chooses who decides on them, nor makes themselves the one who decides; a head's manager is named by who
    manages the company (P4)."""
    check_not_oneself(by, employee)
    if manager is not None:
        check_not_oneself(by, manager, field="manager")
    if Department.objects.filter(head=employee).exists():
        check_can_manage_company(by)


def check_line_of_managers(employee: Employee, manager: Employee | None) -> None:
    """Nobody is, through others, their own manager."""
    above: set[int] = set()
    step = manager.pk if manager else None
    while step is not None and step not in above:
        if step == employee.pk:
            raise Refused(_("This person already reports to %(name)s.") % {"name": employee.name}, field="manager")
        above.add(step)
        step = Employee.objects.filter(pk=step).values_list("manager_id", flat=True).first()
