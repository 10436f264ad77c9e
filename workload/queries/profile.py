"""What the profile page tells somebody about themselves."""

from dataclasses import dataclass, field

from support_desk.shared.models import ApiToken
from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from workload.models import Employee, Employment


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The person's place in the company today and their API tokens; an account without an employee has neither."""

    employee: Employee | None = None
    employment: Employment | None = None
    timezone: str = ""
    roles: list[str] = field(default_factory=list)
    tokens: list[ApiToken] = field(default_factory=list)


def profile_page(viewer: Viewer) -> ProfilePage:
    """Three statements."""
    employee = Employee.objects.select_related("manager", "mentor").filter(pk=viewer.employee_id or 0).first()
    if employee is None:
        return ProfilePage()
    terms = Employment.objects.at(viewer.at).select_related("department__head", "position")
    employment = terms.filter(employee=employee).first()
    return ProfilePage(
        employee=employee,
        employment=employment,
        timezone=employee.timezone or (employment.department.timezone if employment else ""),
        roles=[str(Role(code).label) for code in Role.values if code in viewer.roles],
        tokens=list(ApiToken.objects.filter(user__employee=employee).order_by("-created_at")),
    )
