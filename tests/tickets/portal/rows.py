"""Reports that were sent, and their lines."""

from datetime import date
from typing import Any

from tests.factories import NOW, a_time_entry
from tickets.models import Client, ClientReport, ReportLine, Ticket


def a_report(client: Client, month: date, **over: Any) -> ClientReport:
    """A report of `month` that was sent."""
    return ClientReport.objects.create(
        client=client, month=month, **{"state": "sent", "sent_at": NOW, "built_at": NOW, **over}
    )


def a_report_line(report: ClientReport, ticket: Ticket, **over: Any) -> ReportLine:
    """A line of one billed time entry of `ticket`."""
    entry = a_time_entry(ticket, billable_minutes=over.get("minutes", 30))
    fields = {"worked_on": report.month, "text": "Some work", "minutes": 30, "project": ticket.project}
    return ReportLine.objects.create(report=report, ticket=ticket, time_entry=entry, **{**fields, **over})
