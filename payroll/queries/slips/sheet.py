"""A payslip as rows for paper and spreadsheets (Y4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from payroll.models import Payslip, PayslipLine
from payroll.queries.slips.found import lines_of
from payroll.queries.slips.line_words import formula_words, name_of, note_of
from payroll.queries.slips.page import state_of
from payroll.queries.slips.parts import part_titles, plans_words, versions_of
from payroll.queries.slips.proofs import Proof, proofs_of, remarks_on
from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`part`: title of the section that begins here. `mends`: the month that a correction is of."""

    part: str
    name: str
    note: str
    formula: str
    amount: Decimal
    department: str
    mends: str


@dataclass(frozen=True, slots=True)
class PayslipSheet:
    """All that is printed."""

    slip: Payslip
    title: str
    lede: str
    rows: Sequence[SheetRow]
    remarks: Sequence[str]
    proofs: Sequence[Proof]


def payslip_sheet(viewer: Viewer, slip: Payslip) -> PayslipSheet:
    """Of a payslip that the viewer sees. Four statements at most."""
    lines, versions = lines_of(slip), versions_of(slip)
    parts = part_titles(slip, lines, versions)
    said = {"name": slip.employee.name, "month": date_format(slip.month, "F Y")}
    return PayslipSheet(
        slip=slip,
        title=_("Payslip of %(name)s, %(month)s") % said,
        lede=" · ".join(filter(None, (state_of(slip)[0], slip.department.name, plans_words(slip, versions)))),
        rows=[_row(line, parts.get(line.position, "")) for line in lines],
        remarks=remarks_on(slip),
        proofs=proofs_of(slip, lines),
    )


def _row(line: PayslipLine, part: str) -> SheetRow:
    mended = line.adjustment_month
    return SheetRow(
        part=part,
        name=name_of(line),
        note=note_of(line, line.counts),  # type: ignore[attr-defined] # counted by `lines_of`
        formula=formula_words(line.formula),
        amount=line.amount,
        department=line.department.name,
        mends=date_format(mended, "F Y") if mended else "",
    )
