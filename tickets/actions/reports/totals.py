"""Counting drafts together: holes, minutes, and the month of each contract (W8, C2)."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Count, Q, Sum

from tickets.domain.balance import month_of
from tickets.domain.rollover import MonthHours, beyond_amount
from tickets.models import ClientReport, Contract, ReportContract, ReportLine, WorkPolicy
from tickets.queries.contract_hours import months_of

HOLES = (Path(__file__).parent / "holes.sql").read_text()
COUNTED = ("minutes", "line_count", "hole_count", "beyond_minutes", "beyond_amount")


def count_totals(reports: Collection[ClientReport]) -> None:
    """Marks the holes and sums up, in the rows and in `reports` themselves: drafts of one month that are locked by
    their clients. Seven statements."""
    if not reports:
        return
    mark_holes(reports)
    sums = sums_of(reports)
    contracts = contracts_of(reports)
    for report in reports:
        found = sums.get(report.pk, {})
        report.minutes, report.line_count = found.get("minutes") or 0, found.get("count", 0)
        report.hole_count = found.get("holes", 0)
        mine = contracts.get(report.pk, [])
        report.beyond_minutes = sum(row.beyond_minutes for row in mine)
        report.beyond_amount = sum((row.beyond_amount for row in mine), Decimal("0.00"))
    ReportContract.objects.filter(report__in=reports).delete()
    ReportContract.objects.bulk_create(
        row for report in reports if report.line_count for row in contracts.get(report.pk, ())
    )
    ClientReport.objects.bulk_update(reports, COUNTED)


def mark_holes(reports: Collection[ClientReport]) -> None:
    """What is missing in each line. One statement."""
    default = WorkPolicy._meta.get_field("threshold_minutes").default
    asked: dict[str, Any] = {"reports": [report.pk for report in reports], "threshold": default}
    with connection.cursor() as cursor:
        cursor.execute(HOLES, asked)


def sums_of(reports: Collection[ClientReport]) -> dict[int, dict[str, Any]]:
    """{report: minutes, count, holes of its lines}. One statement."""
    lines = ReportLine.objects.filter(report__in=reports).order_by().values("report_id")
    summed = lines.annotate(minutes=Sum("minutes"), count=Count("pk"), holes=Count("pk", filter=~Q(hole="")))
    return {each["report_id"]: {**each} for each in summed}


def contracts_of(reports: Collection[ClientReport]) -> dict[int, list[ReportContract]]:
    """{report: its contracts' months}, unsaved. Two statements."""
    month = next(iter(reports)).month
    by_client = {report.client_id: report for report in reports}
    served = Contract.objects.filter(project__client__in=by_client, starts_on__lte=month_of(month)[1])
    contracts = list(served.select_related("project").order_by("project__name", "pk"))
    months = months_of(contracts, until=month, is_whole=True)
    found: dict[int, list[ReportContract]] = {}
    for contract in contracts:
        report = by_client[contract.project.client_id]
        rows = rows_of(report, contract, months[contract.pk][-1])
        found.setdefault(report.pk, []).extend(rows)
    return found


def rows_of(report: ClientReport, contract: Contract, hours: MonthHours) -> Iterator[ReportContract]:
    """The contract's month, where it included or used anything."""
    if hours.included or hours.used:
        yield ReportContract(
            report=report,
            contract=contract,
            included_minutes=hours.included,
            carried_minutes=hours.carried,
            used_minutes=hours.used,
            beyond_minutes=hours.beyond,
            rate_amount=contract.rate_amount,
            beyond_amount=beyond_amount(hours.beyond, contract.rate_amount),
        )
