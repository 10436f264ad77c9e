"""What tickets tell the people's app about who is responsible for what."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Sum

from support_desk.shared.viewer import Viewer
from tickets.models import Project, TimeEntry
from tickets.queries.work_told.consequences import consequences
from tickets.queries.work_told.cover_time import cover_time
from tickets.queries.work_told.inflow import inflow
from tickets.queries.work_told.open_work import open_work
from tickets.queries.work_told.operation_use import operation_use
from tickets.queries.work_told.spare_hours import spare_hours
from tickets.work_moves import give_task
from workload.work_sources import CoverTime, Inflow, OpenWork, OperationUse, SpareHours, WorkMove, WorkSource


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

    def cover_time(self, *, covered_ids: Collection[int], first: date, last: date) -> list[CoverTime]:
        """Time logged as cover time."""
        return cover_time(covered_ids, first, last)

    def consequences(self, *, employee_id: int, starts_at: datetime, ends_at: datetime) -> list[str]:
        """Time logged, messages sent and promises broken then."""
        return consequences(employee_id, starts_at, ends_at)

    def open_work(
        self, *, employee_ids: Collection[int], viewer: Viewer, department_ids: Collection[int] = ()
    ) -> list[OpenWork]:
        """Tasks that are in these people's hands, or in nobody's."""
        return open_work(employee_ids, viewer, department_ids)

    def inflow(self, *, employee_ids: Collection[int], weeks: Sequence[date], viewer: Viewer | None) -> list[Inflow]:
        """By the projects that these people own."""
        return inflow(employee_ids, weeks, viewer)

    def spare_hours(self, *, department_ids: Collection[int], viewer: Viewer) -> list[SpareHours]:
        """Unused hours of contracts."""
        return spare_hours(department_ids, viewer)

    def move(self, *, move: WorkMove, by: Viewer, at: datetime) -> bool:
        """Gives a task to another specialist."""
        return give_task(move, by=by, at=at)

    def operation_use(
        self, *, department_id: int, position_id: int | None, first: date, last: date
    ) -> list[OperationUse]:
        """By the time that was logged."""
        return operation_use(department_id, position_id, first, last)
