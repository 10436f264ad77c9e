"""Settling the months that are over: once, in order, each by its department's clock (M1)."""

import logging
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from disputes.actions.settlements.counting import count_of
from disputes.domain.settlement import settle
from disputes.domain.settlement_record import written_policy
from disputes.domain.settling import last_month_over
from disputes.models import Settlement, SettlementCount, SettlementLine
from disputes.notifications.points import tell_settled
from disputes.queries.months_due import months_due
from disputes.queries.point_facts import facts_of_month
from disputes.queries.settlement_cases import MonthToSettle, month_to_settle
from support_desk.shared import audit
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.money import rubles_of
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.locks import lock_department
from workload.domain.zones import zone_named
from workload.models import Department

logger = logging.getLogger(__name__)
TAKE = """
INSERT INTO disputes_settledposting (posting_id, settlement_id, is_counted)
SELECT posting, %s, NOT posting = ANY(%s::bigint[]) FROM unnest(%s::bigint[]) AS taken(posting)
"""


def settle_due(*, at: datetime) -> int:
    """Settles every month that has ended, missed ones too; how many. Safe to run at once with itself. A department that
    cannot be settled does not keep the others waiting, but its own later months wait: settled out of order the earlier
    one would never be due again. What went wrong is raised in the end."""
    faults: dict[int, Exception] = {}
    done = 0
    for department, month in months_due(at):
        if department.pk in faults:
            continue
        try:
            done += settle_month(department=department, month=month, by=Viewer.system(at), at=at) is not None
        except Exception as fault:  # told below, when the others are through
            logger.exception("%s of department %s is not settled", month, department.pk)
            faults[department.pk] = fault
    if faults:
        raise ExceptionGroup("months that could not be settled", list(faults.values()))
    return done


@transaction.atomic
def settle_month(*, department: Department, month: date, by: Viewer, at: datetime) -> Settlement | None:
    """Fixes points, policy and nominal amounts of a month and publishes them; None when that was done before. Refused
    while the month runs."""
    if not by.is_system:
        raise NotAllowed(_("A month of points is settled by the desk, when it is over."))
    locked = lock_department(department.pk, by=by)
    if month > last_month_over(at, zone_named(locked.timezone)):
        raise Refused(_("This month is not over yet."), field="month")
    if Settlement.objects.filter(department=locked, month=month).exists():
        return None
    found = month_to_settle(locked.pk, month)
    settlement = Settlement.objects.create(
        department=locked,
        month=month,
        policy=found.policy if found.policy.pk else None,
        policy_values=written_policy(found.policy.money()),
        facts=facts_of_month(locked, month),
        settled_at=at,
    )
    count = _fix(settlement, found, at=at)
    _record(settlement, count, by=by, at=at)
    tell_settled(settlement, at=at)
    return settlement


def _fix(settlement: Settlement, found: MonthToSettle, *, at: datetime) -> SettlementCount:
    """Lines, the count, and which postings were taken."""
    counted = settle(found.case.policy, found.case.people, found.case.postings)
    SettlementLine.objects.bulk_create(
        SettlementLine(settlement=settlement, employee_id=line.id, points=line.points, nominal=rubles_of(line.nominal))
        for line in counted.lines
    )
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [settlement.pk, sorted(found.left_out), list(found.taken)])
    return count_of(settlement, SettlementCount.Stage.NOMINAL, found.case, counted, at=at)


def _record(settlement: Settlement, count: SettlementCount, *, by: Viewer, at: datetime) -> None:
    after = {"month": settlement.month, "digest": count.digest, "withheld": count.withheld, "paid": count.paid}
    scope = f"settlement:{settlement.department_id}"
    audit.record(action="points.settle", target=settlement, by=by, at=at, after=after, scope=scope)
