"""Timesheets: pages and API. The sheet of the world is the owner's, of the month before last."""

from tests.security.table.rules import EMPLOYEES, Line, get, post

KEPT = "HFD"
MONTH = {"month": "2026-01"}
DAY = {"code": "Б", "reason": "Told"}

TIMESHEETS: tuple[Line, ...] = (
    get("timesheets"),
    get("timesheet-month", "", KEPT, fixed=MONTH),
    get("timesheet-t13", "", KEPT, fixed=MONTH),
    post("timesheet-fill", "", "", fixed=MONTH),  # without a department of theirs
    post("timesheets-approve", "", "", fixed=MONTH),
    post("timesheet-close", "", "", fixed=MONTH),
    get("timesheet", "timesheet"),
    post("timesheet-correct", "timesheet", acts="", data=DAY),  # a day is missing
    post("timesheet-complete", "timesheet", acts="M", does=True),
    post("timesheet-approve", "timesheet", acts="HD", does=True),
    post("timesheet-reopen", "timesheet", acts=""),
)
TIMESHEETS_API: tuple[Line, ...] = (
    get("api-timesheet-list", "", EMPLOYEES),
    get("api-timesheet-list", "", EMPLOYEES, query="changed_since=2020-01-01T00:00:00Z"),
    get("api-timesheet-detail", "timesheet"),
    post("api-timesheet-complete", "timesheet", acts="M", does=True),
    post("api-timesheet-approve", "timesheet", acts="HD", does=True),
    post("api-timesheet-reopen", "timesheet", acts=""),
    post("api-timesheet-correct", "timesheet", acts="HFD", data={**DAY, "day": "2026-10-05"}, does=True),
    post("api-timesheet-fill", "", EMPLOYEES, acts="", data={"department": 99_999_999, "month": "2026-01-01"}),
    post("api-timesheet-close", "", EMPLOYEES, acts="", data={"department": 99_999_999, "month": "2026-01-01"}),
)
