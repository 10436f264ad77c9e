"""Who leaves and is paid on their last day, by a run of their own (Y5)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import OuterRef, Q, Subquery

from disputes.domain.minus_limits import Person
from disputes.domain.settlement_case import SettlementCase
from disputes.domain.settling import nominal_case
from disputes.models import Posting, Settlement
from disputes.queries.settlement_cases import case_to_apply, month_to_settle
from payroll.domain.leaving import points_so_far
from payroll.domain.settlement_remarks import Share
from payroll.models import PayRun, Payslip
from payroll.queries.runs.figures import figures_of
from payroll.queries.runs.further import due_sums, is_due
from payroll.queries.runs.month_list import kept_departments
from payroll.queries.runs.points import settlements_of, shares_of
from payroll.queries.runs.readable import readable_payslips
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in
from workload.models import Department, Employee, Employment

LOOKS_BACK: Final = timedelta(days=62)
LOOKS_AHEAD: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody with a last day. `slip`: of the month of that day, none where it is not the viewer's to read; `state`:
    of its run in words, "" while there is none; `further`: what they are paid later, the last one; `waits`: rubles in
    their favour that no payslip pays yet; `is_due`: the day has come and nothing pays it, or something waits."""

    employee: Employee
    department: Department
    last_day: date
    slip: Payslip | None
    state: str
    further: Payslip | None
    waits: Decimal
    is_due: bool


def leavers_of(viewer: Viewer) -> Sequence[Leaver]:
    """Those of the departments whose pay the viewer keeps, the latest first; of before those to whom something is due.
    Nobody sees themselves. Eight statements."""
    kept = {place.pk: place for place in kept_departments(viewer)}
    today = viewer.at.date()
    latest = Employment.objects.filter(employee=OuterRef("pk")).order_by("-starts_on")
    placed: Any = Employee.objects.annotate(place=Subquery(latest.values("department")[:1]))
    recent = Q(left_on__range=(today - LOOKS_BACK, today + LOOKS_AHEAD))
    drafted = PayRun.objects.standing().filter(kind=PayRun.Kind.LEAVER).exclude(state=PayRun.State.APPROVED)
    rows = placed.filter(recent | Q(pk__in=drafted.values("leaver")) | is_due(), place__in=kept, left_on__isnull=False)
    found = list(rows.exclude(pk=viewer.employee_id or 0).order_by("-left_on", "name"))
    slips, sums = _slips(found), due_sums([one.pk for one in found])
    known = readable_payslips(viewer).filter(pk__in=[slip.pk for own in slips.values() for slip in own])
    read = set(known.values_list("pk", flat=True))
    return [_leaver(one, kept[one.place], slips[one.pk], read, sums.get(one.pk, Decimal()), viewer) for one in found]


def points_of_leaver(employee: Employee, department: Department, month: date) -> list[Share]:
    """What their points give or take, of every department in which they have some: as the settlement was applied, else
    so far, whatever others will turn out to have to lose. `department`: whose clock says when the month began."""
    figures = figures_of(department, month, [employee.pk])
    own = next(iter(figures.people), None)
    if own is None:
        return []
    lines = [*_published(employee, month, own), *_running(employee, month, own)]
    is_unread = employee.pk in figures.unread
    shares = [replace(one, is_unread=is_unread) for one in lines if one is not None]
    return [one for one in shares if one.amount or one.limited_by]


def _published(employee: Employee, month: date, own: Person) -> Iterator[Share | None]:
    """Of settled months: whose line waits for nobody else's pay unless it was applied."""
    for settlement in settlements_of(month, [employee.pk]):
        if settlement.state == Settlement.State.APPLIED:
            yield shares_of(settlement).get(employee.pk)
        else:
            case = case_to_apply(settlement, (), None)
            published = nominal_case(case.policy, [person.id for person in case.people], case.postings)
            yield _so_far(replace(case, people=published.people), own, settlement.pk)


def _running(employee: Employee, month: date, own: Person) -> Iterator[Share | None]:
    """Of departments that have not settled the month."""
    open_ones = Posting.objects.filter(employee=employee, month__lte=month, settled__isnull=True)
    settled = Settlement.objects.filter(month=month).values("department")
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, posting in open_ones.exclude(department__in=settled).order_by("pk").values_list("department", "pk"):
        places[place].append(posting)
    for place, postings in sorted(places.items()):
        found = month_to_settle(place, month)
        share = _so_far(replace(found.case, policy=found.policy.money()), own)
        yield replace(share, postings=tuple(postings)) if share else None


def _so_far(case: SettlementCase, own: Person, settlement_id: int = 0) -> Share | None:
    line = points_so_far(case.policy, case.people, case.postings, own)
    return Share(settlement_id, line.nominal, line.amount, line.limited_by) if line is not None else None


def _slips(people: Sequence[Employee]) -> Mapping[int, list[Payslip]]:
    """By employee, from the month of the last day on, the oldest first. One statement."""
    found: defaultdict[int, list[Payslip]] = defaultdict(list)
    months = {one.pk: one.left_on.replace(day=1) for one in people if one.left_on}
    since = min(months.values(), default=date.max)
    rows = Payslip.objects.filter(employee__in=months, month__gte=since).select_related("run").defer("inputs")
    for slip in rows.order_by("month"):
        if slip.month >= months[slip.employee_id]:
            found[slip.employee_id].append(slip)
    return found


def _leaver(
    employee: Employee,
    department: Department,
    slips: Sequence[Payslip],
    read: Collection[int],
    waits: Decimal,
    viewer: Viewer,
) -> Leaver:
    last_day = employee.left_on or viewer.at.date()
    last = next((slip for slip in slips if slip.month == last_day.replace(day=1)), None)
    further = next((slip for slip in reversed(slips) if slip is not last), None)
    is_here = last_day <= day_in(department.timezone, viewer.at)
    state = last.run.get_state_display() if last else ""
    is_due = is_here and (_is_drafted(last) or _is_further_due(last, further, waits))
    return Leaver(employee, department, last_day, _seen(last, read), state, _seen(further, read), waits, is_due)


def _is_drafted(slip: Payslip | None) -> bool:
    """It may be drafted: nothing pays it, or a draft of its own."""
    return slip is None or (slip.run.kind == PayRun.Kind.LEAVER and slip.run.state == PayRun.State.DRAFTED)


def _is_further_due(last: Payslip | None, further: Payslip | None, waits: Decimal) -> bool:
    """The last day is paid, something is in their favour, and no further pay of it is confirmed and not approved."""
    if last is None or last.run.state != PayRun.State.APPROVED:
        return False
    if further is None or further.run.state == PayRun.State.APPROVED:
        return waits > 0
    return further.run.state == PayRun.State.DRAFTED


def _seen(slip: Payslip | None, read: Collection[int]) -> Payslip | None:
    return slip if slip is not None and slip.pk in read else None
