"""Reports to clients, and what they are built of."""

from datetime import date
from typing import Any

from support_desk.shared.viewer import Viewer
from tests.factories.clients import a_project
from tests.factories.conversation import a_ticket
from tests.factories.people import NOW
from tests.factories.work import a_time_entry
from tickets.actions.reports.building import build_reports
from tickets.actions.reports.sending import send_report
from tickets.models import ClientReport, Project, TimeEntry

OCTOBER = date(2026, 10, 1)


def billed(project: Project, minutes: int = 60, day: date = date(2026, 10, 5), **over: Any) -> TimeEntry:
    """Billed work of October with its line for the client, in the project's first ticket."""
    ticket = over.pop("ticket", None) or project.tickets.order_by("id").first() or a_ticket(project)
    fields = {"client_text": "Texts of the main page", "billable_minutes": minutes, "actual_minutes": abs(minutes)}
    return a_time_entry(ticket, worked_on=day, **{**fields, **over})


def a_report(project: Project | None = None, month: date = OCTOBER, *, is_sent: bool = False) -> ClientReport:
    """A draft with an hour's line, built by the system; or that sent."""
    project = project or a_project()
    if not project.tickets.filter(time_entries__isnull=False).exists():
        billed(project)
    by = Viewer.system(NOW)
    [report] = build_reports(clients=[project.client_id], month=month, by=by, at=NOW)
    return send_report(report=report, by=by, at=NOW) if is_sent else report


def holed(**over: Any) -> ClientReport:
    """A draft with a line without words."""
    project = a_project()
    billed(project, client_text="", **over)
    return a_report(project)
