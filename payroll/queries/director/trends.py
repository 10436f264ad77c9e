"""Twelve months of results and pay, from what payslips were measured by: frozen facts, each counted once (Y8)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from payroll.queries.director.paid import months_until_now, paid_slips
from support_desk.shared.viewer import Viewer

MEASURES = ("output", "deadlines", "upsales", "receivables")
MEASURED = """
SELECT slip.month, line.code, sum((line.inputs ->> 'fact')::numeric), sum((line.inputs ->> 'target')::numeric)
FROM ({slips}) slip JOIN payroll_payslipline line ON line.payslip_id = slip.id
WHERE line.code = ANY(%s) AND line.section IS NOT NULL AND line.inputs ->> 'target' IS NOT NULL AND NOT EXISTS (
  SELECT FROM payroll_lineevidence proof WHERE proof.line_id = line.id AND proof.source = 'members'
)
GROUP BY 1, 2
"""
COMPLAINTS = """
SELECT slip.month, count(DISTINCT complaint)
FROM ({slips}) slip JOIN payroll_payslipline line ON line.payslip_id = slip.id
JOIN payroll_lineevidence proof ON proof.line_id = line.id AND proof.source = 'complaints'
CROSS JOIN LATERAL unnest(proof.ids) AS complaint
GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Reached:
    """Fact and target of all people of a month together, those measured by their department left out."""

    fact: Decimal
    target: Decimal

    @property
    def percent(self) -> Decimal | None:
        return 100 * self.fact / self.target if self.target else None


@dataclass(frozen=True, slots=True)
class Trends:
    """`reached`: {code: {month: …}}; `complaints`: confirmed ones that counted in pay, each once."""

    months: Sequence[date]
    reached: Mapping[str, Mapping[date, Reached]]
    complaints: Mapping[date, int]


def trends_of(viewer: Viewer, months: int) -> Trends:
    """Of approved payslips the viewer sees. Two statements."""
    wanted = months_until_now(viewer, months)
    slips, given = paid_slips(viewer, wanted[0])
    reached: dict[str, dict[date, Reached]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(MEASURED.format(slips=slips), [*given, list(MEASURES)])
        for month, code, fact, target in cursor.fetchall():
            reached[code][month] = Reached(fact, target)
        cursor.execute(COMPLAINTS.format(slips=slips), given)
        complaints = dict(cursor.fetchall())
    return Trends(wanted, reached, complaints)
