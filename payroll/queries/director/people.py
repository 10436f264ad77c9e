"""What each person was paid beside what they reached (Y8): pay against result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.queries.director.paid import Paid
from workload.models import Employee

NOBODY = date.min


@dataclass(slots=True)
class PaidPerson:
    """`months`: how many payslips, `last` the latest, `department` the one it was written in. Rubles of the lines that
    are looked at: `results` of them for results, `corrections` of earlier months. `norm`, `target`: minutes of these
    payslips, whichever department bears them."""

    id: int
    name: str = ""
    department_id: int = 0
    department: str = ""
    last: date = NOBODY
    months: int = 0
    total: Decimal = Decimal()
    results: Decimal = Decimal()
    corrections: Decimal = Decimal()
    norm: int = 0
    target: int = 0

    @property
    def a_month(self) -> Decimal:
        """Rubles a payslip, on average."""
        return self.total / self.months

    @property
    def attainment(self) -> Decimal | None:
        """Norm-hours ÷ target in percent; None without a target (Y0)."""
        return Decimal(100 * self.norm) / self.target if self.target else None

    @property
    def variable_share(self) -> Decimal | None:
        """What was paid for results, of the months' own pay, in percent: as `Cost.variable_share` has it."""
        own = self.total - self.corrections
        return 100 * self.results / own if own > 0 else None


def paid_people(paid: Paid, department_id: int | None = None) -> Sequence[PaidPerson]:
    """By name; with a department those of whose pay it bears something, and what it bears. One statement."""
    found = _added_up(paid, department_id)
    names = dict(Employee.objects.filter(pk__in=found).order_by("name", "pk").values_list("pk", "name"))
    for pk, name in names.items():
        found[pk].name, found[pk].department = name, paid.departments[found[pk].department_id]
    return [found[pk] for pk in names]


def _added_up(paid: Paid, department_id: int | None) -> dict[int, PaidPerson]:
    found: dict[int, PaidPerson] = {}
    for run in paid.runs:
        borne = set[int]()
        for employee, bearer, total, results, corrections in run.shares:
            if department_id in (None, bearer):
                person = found.setdefault(employee, PaidPerson(employee))
                person.total += total
                person.results += results
                person.corrections += corrections
                borne.add(employee)
        for employee, place, norm, target in run.slips:
            if employee in borne:
                _measured(found[employee], run.month, place, norm or 0, target or 0)
    return found


def _measured(person: PaidPerson, month: date, place: int, norm: int, target: int) -> None:
    person.months += 1
    person.norm += norm
    person.target += target
    if month >= person.last:
        person.last, person.department_id = month, place
