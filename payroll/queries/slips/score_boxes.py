"""How a measure came to its score: fact ÷ target and the scale, or what was taken from 1 (Y1, Y2)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from payroll.domain.explained import Measure
from payroll.domain.facts import Scored
from payroll.domain.figures import number as exact
from payroll.domain.scales import Scale, ScaleKind
from payroll.models import LineEvidence, PayPlanVersion
from payroll.queries.slips.boxes import DIVIDED, GIVES, IS, LESS, SCORE, Box, plain, score_words
from payroll.queries.slips.line_words import Counts, counted_words, percent_words
from support_desk.shared.ui.figures import number

Source = LineEvidence.Source
TAKES: Final = (
    (Source.COMPLAINTS, "complaint_deduction"),
    (Source.FINDINGS, "finding_deduction"),
    (Source.REWORK, "rework_deduction"),
)


def score_boxes(
    code: str, inputs: Mapping[str, Any], measure: Measure | None, version: PayPlanVersion | None, counts: Counts
) -> Sequence[Box]:
    """Nothing where the score was simply given."""
    if inputs.get("attainment") is not None:
        return _measured(code, inputs)
    if measure is None or version is None or not isinstance(measure.fact, Scored):
        return []
    return _taken(measure.fact.given, inputs, version, counts)


def scale_words(scale: Scale, *, is_given: bool = False) -> list[str]:
    """What the scale says, a sentence each; of what comes as a score already gate, floor and cap only."""
    said: list[str] = []
    if scale.gate is not None:
        said.append(_("Below %(gate)s nothing is scored.") % {"gate": percent_of(scale.gate)})
    if scale.table is not None and not is_given:
        between = {ScaleKind.LINEAR: _("From point to point in a straight line"), ScaleKind.STEPS: _("In steps")}
        points = ", ".join(f"{percent_of(place)} {GIVES} {score_of(score)}" for place, score in scale.table)
        said.append(_("%(how)s: %(points)s.") % {"how": between[scale.kind], "points": points})
    if scale.floor:
        said.append(_("The score is at least %(floor)s.") % {"floor": score_of(scale.floor)})
    if scale.cap is not None:
        said.append(_("The score is at most %(cap)s.") % {"cap": score_of(scale.cap)})
    return said or ([] if is_given else [_("The attainment itself is the score.")])


def _measured(code: str, inputs: Mapping[str, Any]) -> list[Box]:
    fact, target = _labels(code)
    return [
        Box(plain(inputs["fact"]), fact),
        Box(plain(inputs["target"]), target, DIVIDED),
        Box(percent_words(Decimal(inputs["attainment"])), _("attainment"), IS),
        Box(score_words(inputs["score"]), _("score"), GIVES, SCORE),
    ]


def _labels(code: str) -> tuple[str, str]:
    named = {
        "output": (_("norm-hours done"), _("norm-hours expected")),
        "receivables": (_("₽ collected in time"), _("₽ due")),
        "deadlines": (_("clocks met"), _("clocks due")),
        "upsales": (_("offer points"), _("points of the plan")),
    }
    return named.get(code, (pgettext("measure", "fact"), pgettext("measure", "target")))


def _taken(given: Fraction, inputs: Mapping[str, Any], version: PayPlanVersion, counts: Counts) -> list[Box]:
    """Only where it explains the score that was given: halves of a month are weighed."""
    parts = [(source, counts[source], getattr(version, name)) for source, name in TAKES if counts.get(source)]
    left = Fraction(1) - sum((count * Fraction(each) for _source, count, each in parts), Fraction())
    if max(left, Fraction()) != given:
        return []
    boxes = [Box("1", _("without fault"))]
    for source, count, each in parts:
        boxes.append(Box(f"{count} × {number(each, 2)}", counted_words(source, count), LESS))
    return [*boxes, Box(score_words(inputs["score"]), _("score"), IS, SCORE)]


def percent_of(part: Fraction) -> str:
    return percent_words(Decimal(exact(part)))


def score_of(score: Fraction) -> str:
    return score_words(exact(score))
