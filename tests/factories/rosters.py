"""Rosters of a month, written through the actions."""

from collections.abc import Mapping
from datetime import date, datetime

from support_desk.shared.viewer import Viewer
from tests.factories.people import NOW
from workload.actions.rosters.deciding import approve_roster
from workload.actions.rosters.planning import plan_days
from workload.actions.rosters.submitting import submit_roster
from workload.domain.roster_text import read_stretches
from workload.models import Employee, RosterSubmission

DECEMBER = date(2026, 12, 1)


def a_roster(
    employee: Employee,
    days: Mapping[int, str] | None = None,
    *,
    month: date = DECEMBER,
    state: str = "draft",
    at: datetime = NOW,
) -> RosterSubmission:
    """Planned by the system: {day of the month: "9-18"} beside what pattern and calendar fill."""
    by = Viewer.system(at)
    planned = {month.replace(day=day): read_stretches(text, "") for day, text in (days or {1: "9-18"}).items()}
    found = plan_days(employee=employee, days=planned, by=by, at=at)
    assert found is not None
    if state != "draft":
        found = submit_roster(employee=employee, month=month, by=by, at=at)
    if state == "approved":
        found = approve_roster(submission=found, by=by, at=at)
    return found
