"""How a measure came to its score: fact ÷ target, or what was taken from 1 (Y1, Y2)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from payroll.domain.explained import Measure
from payroll.domain.facts import Scored
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
