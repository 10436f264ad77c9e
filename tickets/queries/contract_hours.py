"""Hours of contracts by month and the balance of this one (C2): every page, job and report counts them here."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import F, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from tickets.domain.balance import Balance
from tickets.domain.rollover import Course, MonthHours, Terms, months_of_project
from tickets.models import Contract, WorkPolicy
from tickets.queries.booked import PAYING, booked
from workload.domain.months import month_after

# Without rollover only the month itself counts; with it, what was used from the beginning on.
SINCE = """(
  SELECT date_trunc('month', coalesce(min(early.starts_on), %(until)s))::date FROM tickets_contract early
  WHERE early.project_id = ANY(%(projects)s) AND early.starts_on < %(following)s
    AND (%(is_whole)s OR early.rollover_months > 0
    AND (early.ends_on IS NULL OR early.ends_on + make_interval(months => early.rollover_months + 1) > %(until)s))
)"""
ON_ONE_LINE = " ".join(SINCE.split())  # it goes into a comment of the statement, too
ENTRIES = f"t.project_id = ANY(%(projects)s) AND (e.worked_on >= {ON_ONE_LINE} OR told.last >= {ON_ONE_LINE} - 31)"
CLIENTS = "SELECT client_id FROM tickets_project WHERE id = ANY(%(projects)s)"
MONTHS = f"""
{booked(ENTRIES, CLIENTS)}, paid AS (
  SELECT paying.id, booked.month, sum(booked.billable_minutes) AS minutes
  FROM booked {PAYING}
  WHERE booked.month <= %(until)s
  GROUP BY 1, 2
), sent AS (
  SELECT counted.contract_id AS id, report.month,
    counted.included_minutes, counted.carried_minutes, counted.used_minutes
  FROM tickets_reportcontract counted
  JOIN tickets_clientreport report ON report.id = counted.report_id AND report.state = 'sent'
  JOIN tickets_contract c ON c.id = counted.contract_id AND c.project_id = ANY(%(projects)s)
  WHERE report.month <= %(until)s
)
SELECT c.project_id, c.id, c.included_minutes, c.rollover_months, c.starts_on, c.ends_on,
  hours.month, hours.minutes, hours.included_minutes, hours.carried_minutes, hours.used_minutes
FROM tickets_contract c LEFT JOIN (paid FULL JOIN sent USING (id, month)) hours ON hours.id = c.id
WHERE c.project_id = ANY(%(projects)s) AND c.starts_on < %(following)s
ORDER BY c.project_id, c.starts_on, c.id
"""  # noqa: S608 - all parts are constants of ours


def in_force(contracts: QuerySet[Contract], day: date) -> QuerySet[Contract]:
    """Those that hold on `day`, each with `thresholds`: the shares at which its department is told something."""
    rules = WorkPolicy.objects.filter(
        Q(department=OuterRef("project__department")) | Q(department__isnull=True), starts_on__lte=day
    ).order_by(F("department").asc(nulls_last=True), "-starts_on")
    shares = rules.values(found=JSONObject(used_percent="used_percent", spare_percent="spare_percent"))
    holding = contracts.filter(starts_on__lte=day).exclude(ends_on__lt=day)
    return holding.annotate(thresholds=Subquery(shares[:1], output_field=JSONField()))


def balances_of(contracts: Collection[Contract], day: date) -> dict[int, Balance]:
    """{contract: how the month of `day` stands}, of contracts of `in_force`. One statement; none for no contract."""
    months = months_of(contracts, until=day)
    return {contract.pk: balance_of(contract, months[contract.pk][-1], day) for contract in contracts}


def balance_of(contract: Contract, month: MonthHours, day: date) -> Balance:
    shares = getattr(contract, "thresholds", None) or {}
    return Balance(included=month.included, carried=month.carried, used=month.used, day=day, **shares)


def months_of(contracts: Collection[Contract], *, until: date, is_whole: bool = False) -> dict[int, list[MonthHours]]:
    """{contract: its months up to that of `until`}, of contracts that have begun by then. One statement; none for no
    contract.

    Without `is_whole` what was used in months that can no longer matter to this one is left out.
    """
    if not contracts:
        return {}
    month = until.replace(day=1)
    asked: dict[str, Any] = {
        "projects": list({contract.project_id for contract in contracts}),
        "until": month,
        "following": month_after(month),
        "is_whole": is_whole,
    }
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, asked)
        rows = cursor.fetchall()
    found: dict[int, list[MonthHours]] = {}
    for _project, of_project in groupby(rows, key=itemgetter(0)):
        courses = {pk: course_of(list(each)) for pk, each in groupby(of_project, key=itemgetter(1))}
        found.update(zip(courses, months_of_project(list(courses.values()), month), strict=True))
    return found


def course_of(rows: Sequence[tuple[Any, ...]]) -> Course:
    """What became of a contract, from its rows: project, id, its four terms, then a month with its minutes and with
    what the client was told of it."""
    terms = Terms(*rows[0][2:6])
    used = {month: int(minutes) for *_contract, month, minutes, _in, _carried, _used in rows if minutes is not None}
    told = {row[6]: MonthHours(row[6], *row[8:]) for row in rows if row[8] is not None}
    return Course(terms, used, told)
