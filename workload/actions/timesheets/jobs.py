"""Filling the months of departments as a job with progress; a worker's death loses the step it was at (L5)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from support_desk.shared import clock
from support_desk.shared.actions.jobs import start_job
from support_desk.shared.middleware import viewer_of
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.filling import check_open, fill_timesheets, note_filled
from workload.models import Department, Timesheet
from workload.queries.timesheets.blocks import month_words
from workload.queries.timesheets.months import members_in
from workload.timesheet_permissions import check_keeps_timesheets

FILL = "timesheets.fill"
PEOPLE_A_STEP = 200


def start_filling(*, departments: Sequence[Department], month: date, by: Viewer, at: datetime) -> Job:
    """Queues the filling of the month; the same asked again is the run under way. PeriodClosed for one that is."""
    for department in departments:
        check_keeps_timesheets(by, department.pk)
        check_open(department, month)
    ids = sorted(department.pk for department in departments)
    asked = {"month": month.isoformat(), "departments": ids, "language": translation.get_language()}
    title = _("Timesheets of %(month)s") % {"month": month_words(month)}
    total = sum(len(people_of(one, month)) for one in ids)
    return start_job(kind=FILL, title=title, params=asked, total=total, by=by, at=at)


def fill_step(job: Job) -> bool:
    """The next two hundred people of a department. Done again it writes the same rows; rights are those of now."""
    asked = job.params["request"]
    month, departments = date.fromisoformat(asked["month"]), asked["departments"]
    index = job.params.get("index", 0)
    viewer = viewer_of(job.owner, clock.now())
    people = people_of(departments[index], month, after=job.params.get("after", 0))[:PEOPLE_A_STEP]
    with translation.override(asked["language"]):
        fill_part(departments[index], month, people, by=viewer)
    is_whole = len(people) < PEOPLE_A_STEP
    if is_whole:
        note_filled(department_id=departments[index], month=month, at=viewer.at)
    job.params |= {"index": index + is_whole, "after": 0 if is_whole else people[-1]}
    job.done += len(people)
    job.total = max(job.total, job.done)
    return bool(job.params["index"] >= len(departments))


def fill_part(department_id: int, month: date, people: Sequence[int], *, by: Viewer) -> None:
    """Refused in the words of the owner's language."""
    department = Department.objects.visible_to(by).get(pk=department_id)
    fill_timesheets(department=department, month=month, employees=people, by=by, at=by.at)


def people_of(department_id: int, month: date, *, after: int = 0) -> list[int]:
    """Who works there in the month, or has a timesheet of it, by id from `after` on. Two statements."""
    members = (
        members_in(department_id, month).filter(employee__gt=after).order_by().values_list("employee_id", flat=True)
    )
    sheets = Timesheet.objects.filter(department=department_id, month=month, employee__gt=after)
    return sorted({*members, *sheets.order_by().values_list("employee_id", flat=True)})
