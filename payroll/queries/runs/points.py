"""What settlements of points give or take of the people a department pays (M3, M4)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from disputes.domain.minus_limits import Limit, Person
from disputes.domain.settlement import settle
from disputes.models import Settlement, SettlementLine
from disputes.queries.kitties import kitty_now
from disputes.queries.settlement_cases import case_to_apply
from payroll.domain.settlement_remarks import Share
from payroll.models import PayPeriod
from payroll.queries.runs.figures import figures_of
from support_desk.shared.money import kopecks_of


@dataclass(frozen=True, slots=True)
class CountedNow:
    """A settlement counted by pay as it stands; `people` is what it is applied with."""

    settlement: Settlement
    people: tuple[Person, ...]
    shares: Mapping[int, Share]


def settlements_of(month: date, employee_ids: Collection[int]) -> list[Settlement]:
    """Those of the month with points of these people, of whichever department. One statement."""
    lines = SettlementLine.objects.filter(settlement__month=month, employee__in=employee_ids).exclude(
        points=0, nominal=0
    )
    rows = Settlement.objects.filter(pk__in=lines.values("settlement")).select_related("department")
    return list(rows.order_by("pk"))


def is_ready(settlement: Settlement, department_id: int) -> bool:
    """Its own department's facts stand still, so that what it comes to does not change any more."""
    if settlement.department_id == department_id or settlement.state == Settlement.State.APPLIED:
        return True
    months = PayPeriod.objects.filter(department=settlement.department_id, month=settlement.month)
    return months.exclude(state=PayPeriod.State.OPEN).exists()


def shares_of(settlement: Settlement) -> Mapping[int, Share]:
    """By employee: as it was applied, else as it counts now."""
    if settlement.state == Settlement.State.APPLIED:
        return {line.employee_id: _applied(line) for line in settlement.lines.all()}
    return counted_now(settlement).shares


def counted_now(settlement: Settlement) -> CountedNow:
    """By the payslips of those who have points in it, the limits of M4, and the kitty as it is."""
    published = case_to_apply(settlement, (), None)
    concerned = {posting.employee for posting in published.postings} & {person.id for person in published.people}
    figures = figures_of(settlement.department, settlement.month, concerned)
    case = case_to_apply(settlement, figures.people, kitty_now(settlement.department_id))
    counted = settle(case.policy, case.people, case.postings, case.kitty)
    shares = {
        line.id: Share(settlement.pk, line.nominal, line.amount, line.limited_by, line.id in figures.unread)
        for line in counted.lines
    }
    return CountedNow(settlement, figures.people, shares)


def by_employee(settlements: Collection[Settlement], employee_ids: Collection[int]) -> dict[int, list[Share]]:
    """What each of these people is given or loses, by all of the settlements; nothing is left out."""
    found: defaultdict[int, list[Share]] = defaultdict(list)
    for settlement in settlements:
        for employee, share in shares_of(settlement).items():
            if employee in employee_ids and (share.amount or share.limited_by):
                found[employee].append(share)
    return dict(found)


def _applied(line: SettlementLine) -> Share:
    limit = Limit(line.limited_by) if line.limited_by else None
    return Share(line.settlement_id, kopecks_of(line.nominal), kopecks_of(line.amount or Decimal()), limit)
