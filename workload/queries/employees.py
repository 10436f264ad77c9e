"""Finding the employee behind a viewer."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from workload.models import Employee


def employee_behind(viewer: Viewer) -> Employee:
    """The viewer's own row; NotAllowed for somebody who is no employee."""
    employee = employee_or_none(viewer)
    if employee is None:
        raise NotAllowed(_("Only an employee may do this."))
    return employee


def employee_or_none(viewer: Viewer) -> Employee | None:
    """The viewer's own row, None for jobs and clients."""
    return Employee.objects.get(pk=viewer.employee_id) if viewer.employee_id else None
