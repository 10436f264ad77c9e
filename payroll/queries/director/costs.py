"""What pay costs, by month, department and line (Y8)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from payroll.domain.pay_costs import Cost, CostKind, cost_of, kind_of
from payroll.queries.director.paid import Paid
from support_desk.shared.money import kopecks_of


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


def pay_cost(paid: Paid, department_id: int | None = None) -> PayCost:
    """A line counts for the department that bears it. No statement."""
    rows = [
        CostRow(run.month, paid.departments[place], place, code, _kind(code, measured, corrects), kopecks_of(amount))
        for run in paid.runs
        for place, code, measured, corrects, amount in run.costs
        if department_id in (None, place)
    ]
    return PayCost(paid.months, rows)


def _kind(code: str, is_measured: bool, is_correction: bool) -> CostKind:
    return kind_of(code, is_measured=is_measured, is_correction=is_correction)


def _cost(rows: Iterable[CostRow]) -> Cost:
    return cost_of((row.kind, row.kopecks) for row in rows)


def _department(row: CostRow) -> tuple[str, int]:
    return row.department, row.department_id


def _grouped[KeyT](rows: Iterable[CostRow], key: Callable[[CostRow], KeyT]) -> list[tuple[KeyT, list[CostRow]]]:
    found: dict[KeyT, list[CostRow]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return sorted(found.items(), key=lambda pair: str(pair[0]))
