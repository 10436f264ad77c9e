"""What is locked, in this order: the department, its people, the sheets by id."""

from collections.abc import Collection
from datetime import date

from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, Timesheet


def lock_department(department_id: int, *, by: Viewer) -> Department:
    """One at a time fills or closes the months of a department; rows that point to it may be written meanwhile.
    Department.DoesNotExist when `by` may not see it."""
    rows = Department.objects.visible_to(by).select_for_update(no_key=True, of=("self",))
    return rows.get(pk=department_id)


def lock_people(employee_ids: Collection[int]) -> None:
    """Their absences stand still while a month closes."""
    rows = Employee.objects.select_for_update(no_key=True).filter(pk__in=employee_ids)
    list(rows.order_by("pk").values_list("pk"))


def lock_sheets(department_id: int, month: date) -> list[Timesheet]:
    """All of a month, with people and department."""
    rows = Timesheet.objects.select_for_update(no_key=True, of=("self",)).select_related("employee", "department")
    return list(rows.filter(department=department_id, month=month).order_by("pk"))


def lock_sheet(sheet: Timesheet, *, by: Viewer) -> Timesheet:
    """The sheet as it is now. Timesheet.DoesNotExist when `by` may not see it."""
    rows = Timesheet.objects.visible_to(by).select_for_update(no_key=True, of=("self",))
    return rows.select_related("employee", "department").get(pk=sheet.pk)
