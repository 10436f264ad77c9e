"""The page of a payslip: what it comes to, line by line, and what holds it together (Y0, Y4, Y5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from payroll.adjustment_permissions import can_correct
from payroll.models import PayObjection, PayRun, Payslip, PayslipLine
from payroll.queries.slips import month_bars as months
from payroll.queries.slips.bars import DrawnBar, Waterfall, waterfall_of
from payroll.queries.slips.found import lines_of, slips_around
from payroll.queries.slips.line_words import name_of, note_of
from payroll.queries.slips.month_bars import MonthBar
from payroll.queries.slips.own_measures import OwnMeasure, own_measures
from payroll.queries.slips.parts import part_titles, plans_words, versions_of
from payroll.queries.slips.proofs import Proof, day_words, proofs_of, remarks_on
from support_desk.shared.money import rubles_of
from support_desk.shared.ui.figures import money, number
from support_desk.shared.viewer import Viewer

OBJECTED = {
    PayObjection.State.OPEN: ("soon", "hourglass"),
    PayObjection.State.UPHELD: ("done", "check"),
    PayObjection.State.REJECTED: ("line", "x"),
}


@dataclass(frozen=True, slots=True)
class LineRow:
    """`part`: the title of the section that begins here, else "". `missing`: words of what was not earned, else "".
    `objected`: (words, tone, icon) of the last objection."""

    position: int
    name: str
    note: str
    amount: str
    drawn: DrawnBar
    part: str
    missing: str
    objected: tuple[str, str, str] | None
    is_correction: bool


@dataclass(frozen=True, slots=True)
class PayslipPage:
    """`lost`: the line that left most unearned, None when none did. `state`: (words, tone, icon)."""

    slip: Payslip
    title: str
    lede: str
    state: tuple[str, str, str]
    is_own: bool
    may_correct: bool
    rows: Sequence[LineRow]
    waterfall: Waterfall
    lost: LineRow | None
    measures: Sequence[OwnMeasure]
    months: Sequence[MonthBar]
    months_width: str
    months_finding: str
    proofs: Sequence[Proof]
    remarks: Sequence[str]
    newer: Payslip | None
    older: Payslip | None

    @property
    def is_approved(self) -> bool:
        return self.slip.run.state == PayRun.State.APPROVED


def payslip_page(viewer: Viewer, employee_id: int, month: date) -> PayslipPage:
    """Payslip.DoesNotExist where there is none that the viewer may see. Six statements at most."""
    around = slips_around(viewer, employee_id, month)
    slip = next((one for one in around if one.month == month), None)
    if slip is None:
        raise Payslip.DoesNotExist
    lines, versions = lines_of(slip), versions_of(slip)
    waterfall = waterfall_of(slip, lines)
    rows = _rows(lines, waterfall, part_titles(slip, lines, versions))
    lost = _most_lost(rows, waterfall.missing)
    bars, is_own = months.month_bars(around, slip), slip.employee_id == viewer.employee_id
    return PayslipPage(
        slip=slip,
        title=title_of(slip, lost, rubles_of(waterfall.missing[lost.position]) if lost else Decimal()),
        lede=" · ".join(filter(None, (date_format(month, "F Y"), slip.department.name, plans_words(slip, versions)))),
        state=state_of(slip),
        is_own=is_own,
        may_correct=not is_own and slip.run.state == PayRun.State.APPROVED and can_correct(viewer, slip),
        rows=rows,
        waterfall=waterfall,
        lost=lost,
        measures=own_measures(slip),
        months=bars,
        months_width=months.width_of(bars),
        months_finding=months.finding(around, slip),
        proofs=proofs_of(slip, lines),
        remarks=remarks_on(slip),
        newer=next((one for one in around if one.month > month), None),
        older=next((one for one in reversed(around) if one.month < month), None),
    )


def title_of(slip: Payslip, lost: LineRow | None, missing: Decimal) -> str:
    """What it comes to, and what mattered most."""
    said = {"total": money(slip.total)}
    if lost is None:
        return said["total"]
    words = _("%(total)s; %(line)s left %(missing)s on the table")
    return words % {**said, "line": lost.name[:1].lower() + lost.name[1:], "missing": money(missing)}


def state_of(slip: Payslip) -> tuple[str, str, str]:
    """How far its run is."""
    run = slip.run
    if run.state == PayRun.State.APPROVED and run.approved_at is not None:
        return _("Approved %(day)s") % {"day": day_words(run.approved_at)}, "done", "check"
    if run.state == PayRun.State.CONFIRMED:
        return _("Confirmed, waits for approval"), "accent", "hourglass"
    return pgettext("payslip", "Draft"), "soon", "pencil"


def _rows(lines: Sequence[PayslipLine], waterfall: Waterfall, parts: Mapping[int, str]) -> list[LineRow]:
    return [_row(line, waterfall, parts) for line in lines]


def _row(line: PayslipLine, waterfall: Waterfall, parts: Mapping[int, str]) -> LineRow:
    missing = waterfall.missing[line.position]
    not_earned = _("%(amount)s not earned") % {"amount": money(rubles_of(missing))} if missing else ""
    return LineRow(
        position=line.position,
        name=name_of(line),
        note=note_of(line, line.counts),  # type: ignore[attr-defined] # counted by `lines_of`
        amount=amount_of(line),
        drawn=waterfall.bars[line.position],
        part=parts.get(line.position, ""),
        missing=not_earned,
        objected=_objected(line),
        is_correction=line.adjustment_month is not None,
    )


def amount_of(line: PayslipLine) -> str:
    """Rubles; with a plus for what is added to the first line."""
    plus = "+" if line.amount > 0 and line.position > 1 else ""
    return f"{plus}{number(line.amount, 2)}"


def _objected(line: PayslipLine) -> tuple[str, str, str] | None:
    state = line.objection  # type: ignore[attr-defined] # annotated by `lines_of`
    if state is None:
        return None
    tone, icon = OBJECTED[PayObjection.State(state)]
    words = {
        PayObjection.State.OPEN: _("Objection open"),
        PayObjection.State.UPHELD: _("Objection upheld"),
        PayObjection.State.REJECTED: _("Objection rejected"),
    }
    return words[PayObjection.State(state)], tone, icon


def _most_lost(rows: Sequence[LineRow], missing: Mapping[int, int]) -> LineRow | None:
    most = max(rows, key=lambda row: missing[row.position], default=None)
    return most if most is not None and missing[most.position] else None
