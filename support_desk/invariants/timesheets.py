"""I5: a closed month of timesheets holds what it was closed with, and is locked."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected
from workload.queries.timesheets.digest import OF_ALL

OTHERWISE = (
    "SELECT closed.id, closed.month FROM workload_timesheetmonth closed LEFT JOIN ("  # noqa: S608 - two texts of ours
    + OF_ALL
    + ") told ON told.department_id = closed.department_id AND told.month = closed.month "
    "WHERE closed.digest <> coalesce(told.digest, '') OR closed.sheet_count <> coalesce(told.sheets, 0)"
)
UNLOCKED = """
SELECT closed.id, closed.month FROM workload_timesheetmonth closed
LEFT JOIN shared_periodlock lock ON lock.department_id = closed.department_id AND lock.month = closed.month
WHERE lock.id IS NULL
"""
ASTRAY = """
SELECT sheet.id, sheet.state, closed.id IS NOT NULL FROM workload_timesheet sheet
LEFT JOIN workload_timesheetmonth closed ON closed.department_id = sheet.department_id AND closed.month = sheet.month
WHERE (sheet.state = 'closed') <> (closed.id IS NOT NULL)
"""


def check() -> Iterator[Broken]:
    yield from selected(OTHERWISE, kind="closed month of timesheets", detail="holds other days than it was closed with")
    yield from selected(UNLOCKED, kind="closed month of timesheets", detail="is not locked for what is dated in it")
    yield from selected(ASTRAY, kind="timesheet", detail="is {1}, and that its month is closed is {2}")


TIMESHEETS = Invariant("I5", "A closed month of timesheets is what it was when it closed.", check)
