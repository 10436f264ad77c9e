"""`/timesheets/<month>/t13/`: the department's month as the official form (L5)."""

from datetime import date

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer
from workload.notifications.t13_file import t13_file
from workload.queries.timesheets.t13 import t13_of
from workload.views.timesheets.month import found_page


@require_safe
@employees_only
def timesheet_t13(request: DeskRequest, month: date) -> HttpResponseBase:
    """A workbook in the layout of the form."""
    page = found_page(request, month)
    form = t13_of(page)
    name = f"T-13 {page.facts.department_name} {month:%Y-%m}.xlsx"
    return file_answer(t13_file(form), name=name, content_type=TYPES["xlsx"])
