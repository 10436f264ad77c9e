"""What an approved run comes to, counted once: the database refuses every change of it, so it is kept (Y5, Y8)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.cache import cache
from django.db import connection

from payroll.domain.plans import BASE, OFFERS, OVERTIME, SETTLEMENT

KEPT_SECONDS: Final = 30 * 24 * 60 * 60
FORM: Final = 1  # raise it when the shape below changes
MEASURES: Final = ("output", "deadlines", "upsales", "receivables")
LINES = "FROM payroll_payslip slip JOIN payroll_payslipline line ON line.payslip_id = slip.id"
COSTS = f"""
SELECT slip.run_id, line.department_id, line.code, line.section IS NOT NULL, line.adjustment_month IS NOT NULL,
       sum(line.amount)
{LINES} WHERE slip.run_id = ANY(%(runs)s) GROUP BY 1, 2, 3, 4, 5
"""
# What is paid for results, as `pay_costs.kind_of` has it.
SHARES = f"""
SELECT slip.run_id, slip.employee_id, line.department_id, sum(line.amount),
       coalesce(sum(line.amount) FILTER (WHERE line.adjustment_month IS NULL AND (line.code = ANY(%(results)s)
         OR line.section IS NOT NULL AND line.code <> ALL(%(base)s))), 0),
       coalesce(sum(line.amount) FILTER (WHERE line.adjustment_month IS NOT NULL), 0)
{LINES} WHERE slip.run_id = ANY(%(runs)s) GROUP BY 1, 2, 3
"""
SLIPS = """
SELECT run_id, employee_id, department_id, (measures ->> 'norm')::bigint, (measures ->> 'target')::bigint
FROM payroll_payslip WHERE run_id = ANY(%(runs)s)
"""
# Those who are measured by their department are left out: each fact is counted once.
REACHED = f"""
SELECT slip.run_id, line.code, sum((line.inputs ->> 'fact')::numeric), sum((line.inputs ->> 'target')::numeric)
{LINES} WHERE slip.run_id = ANY(%(runs)s) AND line.code = ANY(%(measures)s) AND line.section IS NOT NULL
  AND line.inputs ->> 'target' IS NOT NULL AND NOT EXISTS (
  SELECT FROM payroll_lineevidence proof WHERE proof.line_id = line.id AND proof.source = 'members'
)
GROUP BY 1, 2
"""  # noqa: S608 - our own words
COMPLAINTS = f"""
SELECT DISTINCT slip.run_id, complaint
{LINES} JOIN payroll_lineevidence proof ON proof.line_id = line.id AND proof.source = 'complaints'
CROSS JOIN LATERAL unnest(proof.ids) AS complaint WHERE slip.run_id = ANY(%(runs)s)
"""
PARTS: Final = {"costs": COSTS, "shares": SHARES, "slips": SLIPS, "reached": REACHED, "complaints": COMPLAINTS}


@dataclass(frozen=True, slots=True)
class RunSums:
    """`costs`: (department, code, is in a section, is a correction, rubles); `shares`: (employee, department that bears
    it, rubles, of them for results, of them corrections); `slips`: (employee, department, norm, target), minutes;
    `reached`: (code, fact, target); `complaints`: (id,) of confirmed ones that counted."""

    month: date
    costs: Sequence[tuple[int, str, bool, bool, Decimal]]
    shares: Sequence[tuple[int, int, Decimal, Decimal, Decimal]]
    slips: Sequence[tuple[int, int, int | None, int | None]]
    reached: Sequence[tuple[str, Decimal, Decimal]]
    complaints: Sequence[tuple[int]]


def sums_of(runs: Iterable[tuple[int, date, str]]) -> list[RunSums]:
    """Of approved runs, each (id, month, digest). No statement once they were asked for, else five."""
    asked = {f"paid-run:{FORM}:{pk}:{digest[:24]}": (pk, month) for pk, month, digest in runs}
    kept: dict[str, Any] = cache.get_many(asked)
    missing = {key: asked[key] for key in asked if key not in kept}
    if missing:
        parts = _counted([pk for pk, _month in missing.values()])
        new = {key: {name: parts[name].get(pk, []) for name in PARTS} for key, (pk, _month) in missing.items()}
        cache.set_many(new, KEPT_SECONDS)
        kept |= new
    return [RunSums(month, **kept[key]) for key, (_pk, month) in asked.items()]


def _counted(runs: Sequence[int]) -> Mapping[str, Mapping[int, list[Any]]]:
    """{part: {run: rows}}."""
    given: dict[str, Any] = {"runs": list(runs), "base": [BASE, OVERTIME], "results": [OFFERS, SETTLEMENT]}
    given["measures"] = list(MEASURES)
    found: dict[str, dict[int, list[Any]]] = {}
    with connection.cursor() as cursor:
        for name, statement in PARTS.items():
            cursor.execute(statement, given)
            rows = found[name] = defaultdict(list)
            for run, *row in cursor.fetchall():
                rows[run].append(tuple(row))
    return found
