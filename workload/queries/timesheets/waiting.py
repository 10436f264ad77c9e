"""What of the timesheets concerns somebody beside the department whose month they look at (L5, P4)."""

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from support_desk.shared.viewer import Viewer
from workload.models import Timesheet

OPEN = (Timesheet.State.FILLED, Timesheet.State.COMPLETED)


def waiting_for(viewer: Viewer) -> QuerySet[Timesheet]:
    """Of months that are over, those of the viewer's own people; the director's are also those of heads without a
    manager. One statement."""
    return _joined(viewer).filter(_waits_for(viewer)).exclude(employee=viewer.employee_id or 0)


def concerning(viewer: Viewer, month: date, shown: Collection[int]) -> QuerySet[Timesheet]:
    """What waits for the viewer, and their own of the month, where it is not `shown` already. One statement."""
    own = Q(employee=viewer.employee_id or 0, month=month)
    others = _waits_for(viewer) & ~Q(employee=viewer.employee_id or 0)
    return _joined(viewer).filter(own | others).exclude(pk__in=shown)


def _joined(viewer: Viewer) -> QuerySet[Timesheet]:
    visible = Timesheet.objects.visible_to(viewer).select_related("employee", "department")
    return visible.order_by("month", "employee__name", "pk")


def _waits_for(viewer: Viewer) -> Q:
    theirs = Q(employee__manager=viewer.employee_id or 0)
    if viewer.has("director"):
        theirs |= Q(department__head=F("employee"), employee__manager__isnull=True)
    running = timezone.localtime(viewer.at).date().replace(day=1)
    return theirs & Q(state__in=OPEN, month__lt=running)
