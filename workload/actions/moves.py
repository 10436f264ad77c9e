"""Moving somebody to another department or position from a day on, and letting them go (P1)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.actions.sessions import end_sessions
from support_desk.shared.actions.tokens import revoke_tokens_of
from support_desk.shared.changing import save_valid
from support_desk.shared.errors import Refused
from support_desk.shared.models import ApiToken, User
from support_desk.shared.periods import check_period_open
from support_desk.shared.viewer import Viewer
from workload.actions.terms import check_still_here, lock_employee, today_of
from workload.actions.trail import record_person
from workload.models import Department, Employee, Employment, Position, RoleAssignment
from workload.permissions import check_can_manage_department, check_not_oneself
from workload.work_sources import owned_projects

NAMED = 3


@transaction.atomic
def transfer_employee(
    *,
    employee: Employee,
    department: Department,
    position: Position,
    on: date,
    by: Viewer,
    at: datetime,
    share_percent: int | None = None,
) -> Employment:
    """From `on` the person works there, for `share_percent` of full time (None: as before); the term before ends the
    day before. Refused, naming `on`, when a later move is planned, the month is closed, or projects of the old
    department would be left with a foreign owner (I10)."""
    locked = lock_employee(employee, by=by)
    check_not_oneself(by, locked)
    check_still_here(locked, at)
    current = term_to_end(locked, on)
    for place in {current.department_id, department.pk}:
        check_can_manage_department(by, place)
        check_period_open(department_id=place, day=on, field="on")
    if on <= today_of(locked, at):
        check_leaves_nothing(locked, kept_department_id=department.pk)
    share = current.share_percent if share_percent is None else share_percent
    before = {"department": current.department, "position": current.position, "share_percent": current.share_percent}
    term = _next_term(current, department=department, position=position, share_percent=share, on=on)
    after = {"department": department, "position": position, "share_percent": share, "on": on}
    record_person(locked, "employee.transfer", by=by, at=at, before=before, after=after, department_id=department.pk)
    end_sessions(user=locked.user)
    return term


@transaction.atomic
def dismiss_employee(*, employee: Employee, left_on: date, by: Viewer, at: datetime) -> Employee:
    """`left_on` is the last day. Term and roles end with it; when it has passed or is today, the account is closed,
    logged out everywhere, and its API tokens end. Refused while projects or a department would be left ownerless."""
    locked = lock_employee(employee, by=by)
    check_not_oneself(by, locked)
    term = term_to_end(locked, left_on)
    check_can_manage_department(by, term.department_id)
    check_period_open(department_id=term.department_id, day=left_on, field="left_on")
    if left_on <= today_of(locked, at):
        check_leaves_nothing(locked, kept_department_id=None)
    _end_all(locked, term, left_on)
    locked.left_on = left_on
    save_valid(locked)
    close_account(locked, left_on, by=by, at=at)
    after = {"left_on": left_on}
    record_person(locked, "employee.dismiss", by=by, at=at, after=after, department_id=term.department_id)
    return locked


def term_to_end(employee: Employee, on: date) -> Employment:
    """The person's last term, which holds on `on`. Refused, naming no field, when another is planned after it."""
    last = Employment.objects.select_for_update(of=("self",)).select_related("department", "position")
    term = last.filter(employee=employee).latest("starts_on")
    if on < term.starts_on:
        raise Refused(_("From %(day)s on another place is already written down.") % {"day": term.starts_on})
    if term.ends_on is not None and term.ends_on < on:
        raise Refused(_("%(name)s has left by then.") % {"name": employee.name})
    return term


def check_leaves_nothing(employee: Employee, *, kept_department_id: int | None) -> None:
    """Projects and departments have somebody else by now."""
    projects = owned_projects(employee_id=employee.pk, outside_department_id=kept_department_id)
    if projects:
        named = ", ".join(projects[:NAMED]) + ("…" if len(projects) > NAMED else "")
        raise Refused(_("Hand over the projects first: %(projects)s") % {"projects": named}, code="owns_projects")
    headed = Department.objects.filter(head=employee).exclude(pk=kept_department_id or 0).first()
    if headed is not None:
        raise Refused(_("Name another head of “%(department)s” first.") % {"department": headed.name})


def close_account(employee: Employee, left_on: date, *, by: Viewer, at: datetime) -> None:
    """Ends what the person could still get in with: now, or with their last day when that is to come."""
    if left_on > today_of(employee, at):
        end = datetime.combine(left_on + timedelta(days=1), datetime.min.time(), tzinfo=at.tzinfo)
        ApiToken.objects.filter(user=employee.user, expires_at__gt=end).update(expires_at=end)
        return
    User.objects.filter(pk=employee.user_id).update(is_active=False, is_staff=False)
    end_sessions(user=employee.user)
    revoke_tokens_of(user=employee.user, by=by, at=at)


def _end_all(employee: Employee, term: Employment, left_on: date) -> None:
    term.ends_on = left_on
    term.save(update_fields=["ends_on"])
    roles = RoleAssignment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=left_on), employee=employee)
    roles.filter(starts_on__gt=left_on).delete()
    roles.update(ends_on=left_on)


def _next_term(
    current: Employment, *, department: Department, position: Position, share_percent: int, on: date
) -> Employment:
    """Ends the current term and begins the next; on its own first day the current one is corrected instead."""
    if current.starts_on == on:
        current.department, current.position, current.share_percent = department, position, share_percent
        save_valid(current)
        return current
    ends_on, current.ends_on = current.ends_on, on - timedelta(days=1)
    current.save(update_fields=["ends_on"])
    term = Employment(employee_id=current.employee_id, department=department, position=position, starts_on=on,
                      ends_on=ends_on, share_percent=share_percent)  # fmt: skip
    save_valid(term)
    return term
