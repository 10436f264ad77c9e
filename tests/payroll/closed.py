"""A closed October of one department: its head, a manager whose payslip is approved, a director."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from payroll.models import PayAdjustment, Payslip, PayslipLine
from tests import factories as make
from tests.factories import pay
from workload.models import Department, Employee

NOVEMBER = date(2026, 11, 1)


@dataclass(frozen=True, slots=True)
class Closed:
    department: Department
    head: Employee
    manager: Employee
    director: Employee
    slip: Payslip

    def line(self, code: str) -> PayslipLine:
        return self.slip.lines.get(code=code)


def a_closed_month(*, of_head: bool = False, **case: Any) -> Closed:
    """The manager's payslip, or the head's own: 60,000 and 40,000, one component reached in full."""
    department = make.a_department()
    head = make.an_employee("head", department=department)
    manager = make.an_employee("manager", department=department)
    director = make.an_employee("director")
    run = pay.a_pay_run(pay.a_pay_period(department), tier="head" if of_head else "staff")
    slip = pay.a_payslip(run, head if of_head else manager, case=pay.a_case(**case))
    pay.approved(run, make.an_employee("head"), director)
    return Closed(department, head, manager, director, slip)


def sums(rows: list[PayAdjustment]) -> dict[str, str]:
    """{code of the corrected line: rubles}."""
    return {row.corrects.code: str(row.amount) for row in rows if row.corrects}
