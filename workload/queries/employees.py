"""Finding the employee behind a viewer, with the zone of their wall clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from workload.models import Employee, Employment


def employee_behind(viewer: Viewer) -> Employee:
    """The viewer's own row; NotAllowed for somebody who is no employee."""
    employee = employee_or_none(viewer)
    if employee is None:
        raise NotAllowed(_("Only an employee may do this."))
    return employee


def zone_of(employee: Employee, at: datetime) -> ZoneInfo:
    """The zone of somebody's wall clock: their own, else that of the department where they work. One statement."""
    terms = Employment.objects.not_over(at).filter(employee=employee).order_by("starts_on")
    place = terms.values_list("department__timezone", flat=True).first()
    return ZoneInfo(employee.timezone or place or settings.TIME_ZONE)


def employee_or_none(viewer: Viewer) -> Employee | None:
    """The viewer's own row, None for jobs and clients."""
    return Employee.objects.get(pk=viewer.employee_id) if viewer.employee_id else None
