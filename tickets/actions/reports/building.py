"""Building a month's reports for some clients: a few statements, however many lines there are (W8)."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from tickets.actions.reports.totals import count_totals
from tickets.models import Client, ClientReport
from tickets.queries.booked import booked
from tickets.report_permissions import check_can_build_reports

CLIENTS = "SELECT unnest(%(clients)s::bigint[])"
LINES = booked("t.client_id = ANY(%(clients)s)", CLIENTS) + (Path(__file__).parent / "lines.sql").read_text()


@transaction.atomic
def build_reports(*, clients: Collection[int], month: date, by: Viewer, at: datetime) -> list[ClientReport]:
    """The drafts of `month` (its first day) of these clients, made anew from what was billed; what was sent stays as it
    is. A client without anything to report has no draft. Who builds at once for the same client waits (W8)."""
    check_can_build_reports(by)
    locked = {*clients, *former_clients(clients, month)}
    lock_clients(locked)
    asked: dict[str, Any] = {
        "clients": list(clients), "locked": list(locked), "month": month, "at": at, "by": by.employee_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(LINES, asked)
    drafts = ClientReport.objects.filter(client__in=locked, month=month, state=ClientReport.State.DRAFT)
    reports = list(drafts.select_related("client").order_by("id"))
    count_totals(reports)
    empty = [report for report in reports if not report.line_count]
    ClientReport.objects.filter(pk__in=[report.pk for report in empty]).delete()
    built = [report for report in reports if report.line_count]
    with audit.gathered():
        for report in built:
            record_built(report, by=by, at=at)
    return [report for report in built if report.client_id in set(clients)]


def former_clients(clients: Collection[int], month: date) -> set[int]:
    """Others in whose drafts of the month stand lines of tickets that are these clients' now. One statement."""
    drafts = ClientReport.objects.filter(month=month, state=ClientReport.State.DRAFT).exclude(client__in=clients)
    return set(drafts.filter(lines__ticket__client__in=clients).values_list("client_id", flat=True))


def lock_clients(clients: Collection[int]) -> None:
    """One at a time builds or sends the reports of a client; everything else of the client goes on."""
    rows = Client.objects.select_for_update(no_key=True).filter(pk__in=clients)
    list(rows.order_by("pk").values_list("pk"))


def record_built(report: ClientReport, *, by: Viewer, at: datetime) -> None:
    facts = {"month": report.month, "minutes": report.minutes, "lines": report.line_count, "holes": report.hole_count}
    audit.record(action="report.build", target=report, by=by, at=at, scope=f"report:{report.pk}", after=facts)
