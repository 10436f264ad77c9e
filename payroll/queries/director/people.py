"""What each person was paid beside what they reached (Y8): pay against result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from payroll.queries.director.paid import months_until_now, paid_slips
from support_desk.shared.viewer import Viewer

STATEMENT = """
SELECT employee.id, employee.name, max(department.name), max(slip.month), count(*), sum(paid.total),
       sum(paid.variable), sum((paid.measures ->> 'norm')::bigint), sum((paid.measures ->> 'target')::bigint)
FROM ({slips}) slip JOIN payroll_payslip paid ON paid.id = slip.id
JOIN workload_employee employee ON employee.id = slip.employee_id
JOIN workload_department department ON department.id = paid.department_id
GROUP BY employee.id ORDER BY employee.name, employee.id
"""


@dataclass(frozen=True, slots=True)
class PaidPerson:
    """`months`: how many payslips, `last` the latest; rubles of all of them; `norm`, `target`: minutes."""

    id: int
    name: str
    department: str
    last: date
    months: int
    total: Decimal
    variable: Decimal
    norm: int | None
    target: int | None

    @property
    def a_month(self) -> Decimal:
        """Rubles a payslip, on average."""
        return self.total / self.months

    @property
    def attainment(self) -> Decimal | None:
        """Norm-hours ÷ target in percent; None without a target (Y0)."""
        return Decimal(100 * (self.norm or 0)) / self.target if self.target else None

    @property
    def variable_share(self) -> Decimal | None:
        """Of the pay, in percent."""
        return 100 * self.variable / self.total if self.total > 0 else None


def paid_people(viewer: Viewer, months: int, department_id: int | None = None) -> Sequence[PaidPerson]:
    """By name. One statement."""
    slips, given = paid_slips(viewer, months_until_now(viewer, months)[0], department_id)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(slips=slips), given)
        return [PaidPerson(*row) for row in cursor.fetchall()]
