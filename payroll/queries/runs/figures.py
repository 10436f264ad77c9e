"""What people have to lose of a month's pay (M4): the variable part, and all that it comes to before the settlement."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from disputes.domain.minus_limits import Person
from disputes.domain.terms import start_of
from payroll.domain.plans import SETTLEMENT
from payroll.domain.worked_off import worked_off
from payroll.models import PayAdjustment, PayPlanVersion, Payslip
from payroll.queries.months.cases import cases_of
from payroll.queries.plans.figures import is_acknowledged
from support_desk.shared.money import kopecks_of
from workload.domain.months import last_day_of
from workload.domain.zones import zone_named
from workload.models import Department, Employment

# What the month itself has come to by the plan: without points, without additions, and without what mends another
# month. It is the same before a draft as on its payslips.
OWN_LINES = ~Q(lines__code__in=[SETTLEMENT, PayAdjustment.Kind.ADDITION]) & Q(lines__adjustment_month__isnull=True)


@dataclass(frozen=True, slots=True)
class Figures:
    """`people`: with nothing to lose where the plan was `unread` when the month began."""

    people: tuple[Person, ...]
    unread: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Pay:
    """Kopecks; `versions`: of the plans it is paid by."""

    variable: int
    pay: int
    versions: frozenset[int]


def figures_of(department: Department, month: date, employee_ids: Collection[int]) -> Figures:
    """Of payslips where there are some, drafts too; else as the facts stand. `department`: whose clock says when the
    month began. A few statements, and those of `cases_of` for each department that has not drafted them."""
    found = dict(_of_slips(employee_ids, month))
    found |= _of_cases(employee_ids - found.keys(), month)
    began = start_of(month, zone_named(department.timezone))
    unread = _unread(found, began)
    people = tuple(
        Person(employee, 0 if employee in unread else told.variable, max(told.pay, 0))
        for employee, told in sorted(found.items())
    )
    return Figures(people, unread)


def own_pay(slip: Payslip) -> Decimal:
    """What its month itself has come to, in rubles: that by which a minus is limited. One statement."""
    found: Decimal = Payslip.objects.filter(pk=slip.pk).aggregate(
        own=Sum("lines__amount", filter=OWN_LINES, default=0)
    )["own"]
    return found


def _of_slips(employee_ids: Collection[int], month: date) -> Iterator[tuple[int, _Pay]]:
    rows = Payslip.objects.filter(employee__in=employee_ids, month=month).order_by("employee_id")
    own = Sum("lines__amount", filter=OWN_LINES, default=Decimal())
    for employee, variable, sections, pay in rows.annotate(own=own).values_list(
        "employee_id", "variable", "sections", "own"
    ):
        yield employee, _Pay(kopecks_of(variable), kopecks_of(pay), _versions(sections))


def _of_cases(employee_ids: Collection[int], month: date) -> dict[int, _Pay]:
    found = {}
    for department_id, people in paid_where(employee_ids, month).items():
        for employee, case in cases_of(department_id, month, people).people.items():
            slip = worked_off(case.inputs)
            found[employee] = _Pay(slip.variable, slip.total, _versions(case.sections))
    return found


def paid_where(employee_ids: Collection[int], month: date) -> Mapping[int, list[int]]:
    """{department: employees}: where they work on the last day of the month, or did on their own last day."""
    if not employee_ids:
        return {}
    rows = Employment.objects.filter(employee__in=employee_ids, starts_on__lte=last_day_of(month))
    latest = rows.order_by("employee_id", "-starts_on").distinct("employee_id")
    found: defaultdict[int, list[int]] = defaultdict(list)
    for employee, department in latest.values_list("employee_id", "department_id"):
        found[department].append(employee)
    return found


def _unread(found: Mapping[int, _Pay], began: datetime) -> frozenset[int]:
    named = {version for told in found.values() for version in told.versions}
    versions = list(PayPlanVersion.objects.filter(pk__in=named)) if named else []
    read = is_acknowledged(found.keys(), versions, began) if versions else frozenset()
    return frozenset(
        employee for employee, told in found.items() if any((employee, one) not in read for one in told.versions)
    )


def _versions(sections: Iterable[Mapping[str, Any]]) -> frozenset[int]:
    return frozenset(section["version"] for section in sections if section["version"] is not None)
