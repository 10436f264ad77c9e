"""What pay costs, by month, department and line (Y8). Counted by the database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from payroll.domain.pay_costs import Cost, CostKind, cost_of, kind_of
from payroll.queries.director.paid import months_until_now, paid_slips
from support_desk.shared.money import kopecks_of
from support_desk.shared.viewer import Viewer

STATEMENT = """
SELECT slip.month, department.name, line.department_id, line.code, line.section IS NOT NULL,
       line.adjustment_month IS NOT NULL, sum(line.amount)
FROM ({slips}) slip JOIN payroll_payslipline line ON line.payslip_id = slip.id
JOIN workload_department department ON department.id = line.department_id
GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 4
"""


@dataclass(frozen=True, slots=True)
class CostRow:
    """One sum, in kopecks."""

    month: date
    department: str
    department_id: int
    code: str
    kind: CostKind
    kopecks: int


@dataclass(frozen=True, slots=True)
class PayCost:
    """`months`: all that were asked for, those without pay too. `rows`: by month, department and code."""

    months: Sequence[date]
    rows: Sequence[CostRow]

    @property
    def whole(self) -> Cost:
        return _cost(self.rows)

    def by_month(self) -> list[tuple[date, Cost]]:
        return [(month, _cost(row for row in self.rows if row.month == month)) for month in self.months]

    def by_department(self) -> list[tuple[int, str, Cost]]:
        """By name."""
        return [(key[1], key[0], _cost(rows)) for key, rows in _grouped(self.rows, _department)]

    def by_line(self) -> list[tuple[str, CostKind, list[int]]]:
        """(code, kind, kopecks of each month): the dearest first."""
        found = [
            (code, kind, [sum(row.kopecks for row in rows if row.month == month) for month in self.months])
            for (code, kind), rows in _grouped(self.rows, lambda row: (row.code, row.kind))
        ]
        return sorted(found, key=lambda line: (list(CostKind).index(line[1]), -sum(line[2])))


def pay_cost(viewer: Viewer, months: int, department_id: int | None = None) -> PayCost:
    """Of approved payslips the viewer sees; a line counts for the department that bears it. One statement."""
    wanted = months_until_now(viewer, months)
    slips, given = paid_slips(viewer, wanted[0])
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(slips=slips), given)
        rows = [_row(*row) for row in cursor.fetchall() if department_id in (None, row[2])]
    return PayCost(wanted, rows)


def _row(
    month: date, name: str, department_id: int, code: str, is_measured: bool, is_correction: bool, amount: Decimal
) -> CostRow:
    kind = kind_of(code, is_measured=is_measured, is_correction=is_correction)
    return CostRow(month, name, department_id, code, kind, kopecks_of(amount))


def _cost(rows: Iterable[CostRow]) -> Cost:
    return cost_of((row.kind, row.kopecks) for row in rows)


def _department(row: CostRow) -> tuple[str, int]:
    return row.department, row.department_id


def _grouped[KeyT](rows: Iterable[CostRow], key: Callable[[CostRow], KeyT]) -> list[tuple[KeyT, list[CostRow]]]:
    found: dict[KeyT, list[CostRow]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return sorted(found.items(), key=lambda pair: str(pair[0]))
