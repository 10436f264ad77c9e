"""What tickets tell the people's app about who is responsible for what."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Sum

from tickets.models import Project, TimeEntry
from tickets.queries.work_told.operation_use import operation_use
from workload.work_sources import OperationUse, WorkSource


class TicketWork(WorkSource):
    """Projects and their owners, tasks, and the time logged on both."""

    def owned_projects(self, *, employee_id: int, outside_department_id: int | None) -> list[str]:
        """Names of active projects, those of one department left out."""
        projects = Project.objects.filter(owner_id=employee_id, is_active=True)
        if outside_department_id is not None:
            projects = projects.exclude(department_id=outside_department_id)
        return list(projects.order_by("name").values_list("name", flat=True))

    def time_logged(self, *, employee_ids: Collection[int], first: date, last: date) -> Mapping[tuple[int, date], int]:
        """Entries and their reversals by the day they were worked on."""
        entries = TimeEntry.objects.filter(employee__in=employee_ids, worked_on__range=(first, last))
        rows = entries.order_by().values_list("employee_id", "worked_on").annotate(minutes=Sum("actual_minutes"))
        return {(employee, day): minutes for employee, day, minutes in rows}

    def operation_use(self, *, department_id: int, first: date, last: date) -> list[OperationUse]:
        """By the time that was logged."""
        return operation_use(department_id, first, last)
