"""A line of a payslip, opened: its formula, how the score came about, and everything it was measured by (Y3, Y4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payroll.adjustment_permissions import can_object
from payroll.domain.explained import Measure
from payroll.domain.facts import Measured
from payroll.domain.plans import BASE
from payroll.models import LineEvidence, PayObjection, PayPlanVersion, PayRun, Payslip, PayslipLine
from payroll.queries.evidence.kinds import Listing
from payroll.queries.evidence.sources import rows_behind
from payroll.queries.plans.scale_pictures import ScalePicture, scale_picture
from payroll.queries.slips.bars import measures_on
from payroll.queries.slips.boxes import GIVES, Box, formula_of, score_words
from payroll.queries.slips.found import lines_of
from payroll.queries.slips.line_words import Counts, name_of, note_of, percent_words
from payroll.queries.slips.parts import versions_of
from payroll.queries.slips.score_boxes import TAKES, score_boxes
from support_desk.shared.ui.figures import money, number
from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OpenedLine:
    """`scores`: boxes of the score; `says`: sentences beside the formula; `scale`: with where the month
    stands on it. `may_object`: it is the viewer's own, paid, and no objection to it waits for an answer."""

    slip: Payslip
    line: PayslipLine
    name: str
    note: str
    boxes: Sequence[Box]
    scores: Sequence[Box]
    says: Sequence[str]
    scale: ScalePicture | None
    listings: Sequence[Listing]
    objections: Sequence[PayObjection]
    may_object: bool

    @property
    def reached(self) -> str:
        """ "40 % → 0.30": where the month stands on the scale."""
        inputs = self.line.inputs
        if inputs.get("attainment") is None:
            return ""
        return f"{percent_words(Decimal(inputs['attainment']))} {GIVES} {score_words(inputs['score'])}"


def opened_line(viewer: Viewer, slip: Payslip, position: int) -> OpenedLine:
    """PayslipLine.DoesNotExist where the payslip has no such line. Four statements, and two for each source."""
    lines = lines_of(slip)
    line = next((one for one in lines if one.position == position), None)
    if line is None:
        raise PayslipLine.DoesNotExist
    counts: Counts = line.counts  # type: ignore[attr-defined] # counted by `lines_of`
    measure = None if line.section is None else measures_on(slip).get((line.section, line.code))
    version = _version(slip, line, versions_of(slip))
    objections = list(_objections(viewer, line))
    return OpenedLine(
        slip=slip,
        line=line,
        name=name_of(line),
        note=note_of(line, counts),
        boxes=formula_of(line),
        scores=score_boxes(line.code, line.inputs, measure, version, counts),
        says=_sentences(line, lines),
        scale=_scale(measure),
        listings=[rows_behind(viewer, slip, one, says=_takes(one, version)) for one in line.evidence.order_by("pk")],
        objections=objections,
        may_object=_may_object(viewer, slip, objections),
    )


def page_of_rows(viewer: Viewer, slip: Payslip, position: int, source: str, start: int) -> Listing:
    """Another page of one source; LineEvidence.DoesNotExist where the line has none of it. Three statements."""
    evidence = LineEvidence.objects.get(line__payslip=slip, line__position=position, source=source)
    return rows_behind(viewer, slip, evidence, start)


def _scale(measure: Measure | None) -> ScalePicture | None:
    """None for what comes as a score already, and for what was not measured."""
    if measure is None or not isinstance(measure.fact, Measured) or measure.fact.attainment is None:
        return None
    return scale_picture(measure.component.scale, measure.fact.attainment)


def _objections(viewer: Viewer, line: PayslipLine) -> Any:
    seen = PayObjection.objects.visible_to(viewer).filter(line=line)
    return seen.select_related("answered_by", "adjustment").order_by("pk")


def _may_object(viewer: Viewer, slip: Payslip, objections: Sequence[PayObjection]) -> bool:
    is_open = any(one.state == PayObjection.State.OPEN for one in objections)
    return can_object(viewer, slip) and slip.run.state == PayRun.State.APPROVED and not is_open


def _version(slip: Payslip, line: PayslipLine, versions: Mapping[int, PayPlanVersion]) -> PayPlanVersion | None:
    if line.section is None:
        return None
    return versions.get(slip.sections[line.section].get("version") or 0)


def _takes(evidence: LineEvidence, version: PayPlanVersion | None) -> str:
    """What each row takes of quality."""
    name = dict(TAKES).get(LineEvidence.Source(evidence.source))
    if name is None or version is None:
        return ""
    return _("Each takes %(deduction)s of the score.") % {"deduction": number(getattr(version, name), 2)}


def _sentences(line: PayslipLine, lines: Sequence[PayslipLine]) -> list[str]:
    said: list[str] = []
    if "weight" in line.inputs and line.inputs["score"] is None:
        said.append(_("Nothing was due here this month, so that the weight is spread over the other measures."))
    group = [one for one in lines if _group(one) == _group(line)] if _group(line) else []
    if len(group) > 1:
        total = sum((one.amount for one in group), Decimal())
        words = ngettext(
            "Kopecks are rounded within the group: its %(count)d line adds up to %(sum)s exactly.",
            "Kopecks are rounded within the group: its %(count)d lines add up to %(sum)s exactly.",
            len(group),
        )
        said.append(words % {"count": len(group), "sum": money(total)})
    return said


def _group(line: PayslipLine) -> str:
    """What is rounded together (Y1)."""
    if line.code == BASE:
        return BASE
    return "results" if "weight" in line.inputs else ""
