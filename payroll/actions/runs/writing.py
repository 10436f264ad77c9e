"""Writing payslips in bulk: each with its lines, and with what these were measured by (Y3, Y5)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from payroll.domain.remarks import Remark
from payroll.domain.worked_off import Placed, WorkedOff, worked_off
from payroll.models import LineEvidence, PayAdjustment, PayRun, Payslip, PayslipLine
from payroll.queries.adjustments.waiting import addition_of, waiting_for
from payroll.queries.months.cases import MonthCases, cases_of
from payroll.queries.months.person import PersonCase
from support_desk.shared.errors import Conflict
from support_desk.shared.money import rubles_of
from workload.domain.refusals import BadInput

ROWS_A_STATEMENT = 2000


@dataclass(frozen=True, slots=True)
class SlipDraft:
    """A payslip with all that is written with it. `additions`: those that it pays."""

    slip: Payslip
    case: PersonCase
    additions: Sequence[PayAdjustment]
    worked: WorkedOff


def write_slips(*, run: PayRun, people: Collection[int], at: datetime, until: Any = None) -> None:
    """Payslips of these people in a run that the caller holds, without points and what is taken as yet; whoever cannot
    be computed is named in its errors. `until`: their last day, for who leaves. A number of statements that does not
    depend on theirs."""
    if not people:
        return
    period = run.period
    cases = cases_of(period.department_id, period.month, sorted(people), until)
    write_cases(run=run, cases=cases, waiting=waiting_for(cases.people.keys(), period.month), at=at, asked=people)


def write_cases(
    *,
    run: PayRun,
    cases: MonthCases,
    waiting: Mapping[int, Sequence[PayAdjustment]],
    at: datetime,
    asked: Collection[int] = (),
) -> None:
    """Payslips of these months with what waits to be paid by them. `asked`: of whom errors of before are forgotten."""
    errors = dict(cases.errors)
    drafts = list(_drafts(run, cases.people, waiting, errors, at=at))
    Payslip.objects.bulk_create(draft.slip for draft in drafts)
    lines = _write_lines(drafts)
    _write_evidence(drafts, lines)
    take((draft.slip, adjustment) for draft in drafts for adjustment in draft.additions)
    known = [[employee, sentence] for employee, sentence in run.errors if employee not in asked]
    run.errors = [*known, *([employee, str(sentence)] for employee, sentence in sorted(errors.items()))]
    run.save(update_fields=["errors"])


def line_of(slip: Payslip, placed: Placed, department_id: int, month: Any = None) -> PayslipLine:
    """A row of it; `department_id`: who bears it, `month`: the one that it mends."""
    return PayslipLine(
        payslip=slip,
        position=placed.position,
        section=placed.section,
        department_id=department_id,
        code=placed.line.code,
        amount=rubles_of(placed.line.amount),
        formula=placed.line.formula,
        inputs=dict(placed.line.inputs),
        adjustment_month=month,
    )


def remarks_as_stored(remarks: Iterable[Remark]) -> list[list[Any]]:
    """As `Payslip.remarks` holds them."""
    return [[remark.template, remark.params] for remark in remarks]


def _drafts(
    run: PayRun,
    cases: Mapping[int, PersonCase],
    waiting: Mapping[int, Sequence[PayAdjustment]],
    errors: dict[int, str],
    *,
    at: datetime,
) -> Iterator[SlipDraft]:
    for employee, case in sorted(cases.items()):
        try:
            additions = waiting.get(employee, ())
            inputs = {**case.inputs, **({"additions": [addition_of(one) for one in additions]} if additions else {})}
            worked = worked_off(inputs)
        except BadInput as wrong:
            errors[employee] = str(wrong)
            continue
        slip = _slip(run, employee, case, inputs, worked, at=at)
        slip.remarks = remarks_as_stored(worked.remarks)
        yield SlipDraft(slip, case, additions, worked)


def _slip(
    run: PayRun, employee: int, case: PersonCase, inputs: Mapping[str, Any], worked: WorkedOff, *, at: datetime
) -> Payslip:
    return Payslip(
        run=run,
        employee_id=employee,
        department_id=run.period.department_id,
        month=run.period.month,
        sections=case.sections,
        inputs=inputs,
        versions=case.versions,
        digest=worked.digest,
        measures=case.measures,
        base=rubles_of(worked.base),
        variable=rubles_of(worked.variable),
        total=rubles_of(worked.total),
        computed_at=at,
    )


def _write_lines(drafts: Sequence[SlipDraft]) -> list[PayslipLine]:
    rows = [line for draft in drafts for line in _lines_of(draft)]
    return PayslipLine.objects.bulk_create(rows, batch_size=ROWS_A_STATEMENT)


def _lines_of(draft: SlipDraft) -> Iterator[PayslipLine]:
    hours = [section["period"]["worked_hours"] for section in draft.case.inputs["sections"]]
    for placed in draft.worked.lines:
        mended = None
        department_id = draft.slip.department_id
        if placed.addition is not None:
            adjustment = draft.additions[placed.addition]
            department_id = adjustment.department_id
            mended = adjustment.corrects.payslip.month if adjustment.corrects else None
        elif placed.section is not None:
            department_id = draft.case.sections[draft.worked.bearing(placed.section, hours)]["department"]
        yield line_of(draft.slip, placed, department_id, mended)


def _write_evidence(drafts: Sequence[SlipDraft], lines: Sequence[PayslipLine]) -> None:
    placed = [(draft, one) for draft in drafts for one in draft.worked.lines]
    found = [row for (draft, one), line in zip(placed, lines, strict=True) for row in _evidence(draft, one, line)]
    LineEvidence.objects.bulk_create(found, batch_size=ROWS_A_STATEMENT)


def _evidence(draft: SlipDraft, placed: Placed, line: PayslipLine) -> Iterator[LineEvidence]:
    if placed.addition is not None:
        source = LineEvidence.Source.ADJUSTMENT
        yield LineEvidence(line=line, source=source, ids=[draft.additions[placed.addition].pk])
    for one in draft.worked.evidence_of(placed, draft.case.evidence):
        yield LineEvidence(line=line, source=one.source, ids=list(one.ids), figures=[list(row) for row in one.figures])


def take(paid: Iterable[tuple[Payslip, PayAdjustment]]) -> None:
    """What waited is paid or taken by these payslips, once: Conflict where another payslip has it."""
    taken = []
    for slip, adjustment in paid:
        adjustment.payslip = slip
        taken.append(adjustment)
    if taken and PayAdjustment.objects.waiting().bulk_update(taken, ["payslip"]) != len(taken):
        raise Conflict(_("An addition or correction is in another payslip by now. Draft this month anew."))
