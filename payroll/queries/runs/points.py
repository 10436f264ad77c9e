"""What settlements of points give or take of the people a department pays (M3, M4)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from disputes.domain.minus_limits import Limit, Person
from disputes.domain.settlement import settle
from disputes.models import Settlement, SettlementLine
from disputes.queries.kitties import kitty_now
from disputes.queries.settlement_cases import case_to_apply
from payroll.domain.settlement_remarks import Share
from payroll.models import PayPeriod, Payslip, PlanAssignment
from payroll.queries.runs.figures import figures_of, paid_where
from support_desk.shared.money import kopecks_of
from workload.domain.months import last_day_of
from workload.models import Department


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


def waits_for(settlement: Settlement, department_id: int, *, payers: bool = True) -> str:
    """What has to stand still before it comes to what it will come to, as a sentence; "" when nothing is missing: the
    facts of its own department, and of those that pay the people with points in it. `department_id`: whose pay is being
    written; `payers` false leaves the others out, for who is paid on their last day. Five statements."""
    if settlement.state == Settlement.State.APPLIED:
        return ""
    paying = paid_where(waiting_in(settlement), settlement.month) if payers else {}
    moving = _moving({settlement.department_id, *paying} - {department_id}, settlement.month)
    if settlement.department_id in moving:
        words = _("Points of this month were settled in %(department)s as well: freeze its month of pay first.")
        return words % {"department": settlement.department.name}
    if moving:
        words = _("%(department)s pays somebody with points of this month: freeze its month of pay first.")
        return words % {"department": min(moving.values())}
    return ""


def _moving(places: Collection[int], month: date) -> dict[int, str]:
    """{department: its name} of those whose facts of the month are not frozen."""
    still = PayPeriod.objects.filter(month=month).exclude(state=PayPeriod.State.OPEN).values("department")
    return dict(Department.objects.filter(pk__in=places).exclude(pk__in=still).values_list("pk", "name"))


def waiting_in(settlement: Settlement) -> set[int]:
    """Who has points in it, is paid by a plan, and has no payslip of the month yet."""
    lines = settlement.lines.exclude(points=0, nominal=0)
    month = settlement.month
    terms = PlanAssignment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=month), plan__isnull=False)
    planned = terms.filter(starts_on__lte=last_day_of(month))
    paid = Payslip.objects.filter(month=month)
    rows = lines.filter(employee__in=planned.values("employee")).exclude(employee__in=paid.values("employee"))
    return set(rows.values_list("employee_id", flat=True))


def shares_of(settlement: Settlement) -> Mapping[int, Share]:
    """By employee: as it was applied, else as it counts now."""
    if settlement.state == Settlement.State.APPLIED:
        return {line.employee_id: applied_share(line) for line in settlement.lines.all()}
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


def applied_share(line: SettlementLine) -> Share:
    """What a settlement that was applied gave or took."""
    limit = Limit(line.limited_by) if line.limited_by else None
    return Share(line.settlement_id, kopecks_of(line.nominal), kopecks_of(line.amount or Decimal()), limit)
