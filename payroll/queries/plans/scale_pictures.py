"""A scale as a picture, and the same in words (Y1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from payroll.domain.plan_case import scale_from
from payroll.domain.scale_outline import outline, shown_until
from payroll.domain.scales import Scale, ScaleKind
from payroll.models import PayComponent
from payroll.queries.plans.figures import scale_json
from support_desk.shared.ui.charts import curve
from support_desk.shared.ui.figures import NO_BREAK, number

PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class ScalePicture:
    """`drawing`: score over attainment, from 0 to `until`; a dashed line where the score is 1. `words`: the same."""

    drawing: SafeString
    until: str
    words: Sequence[str]


def scale_picture(scale: Scale, at: Fraction | None = None) -> ScalePicture:
    """`at`: an attainment to be marked on it."""
    until = shown_until(scale, *([] if at is None else [at]))
    points = outline(scale, until)
    words = list(scale_words(scale))
    spot = None if at is None else (at, scale.score(at))
    return ScalePicture(curve(points, ", ".join(words), spot=spot, line=1), _percent(until), words)


def scale_of(component: PayComponent) -> Scale:
    """The scale of a measure. BadScale and BadInput for one that contradicts itself."""
    return scale_from(scale_json(component), "scale")


def scale_words(scale: Scale) -> Iterator[str]:
    """Each rule of the scale as a sentence's part."""
    if scale.gate is not None:
        yield _("below %(attainment)s the score is 0") % {"attainment": _percent(scale.gate)}
    if scale.table is None:
        yield _("the score is the attainment itself")
    else:
        yield from _table_words(scale)
    if scale.floor:
        yield _("the score is at least %(score)s") % {"score": _score(scale.floor)}
    if scale.cap is not None:
        yield _("the score is at most %(score)s") % {"score": _score(scale.cap)}


def _table_words(scale: Scale) -> Iterator[str]:
    says = _("from %(attainment)s: %(score)s") if scale.kind == ScaleKind.STEPS else _("%(attainment)s: %(score)s")
    for attainment, score in scale.table or ():
        yield says % {"attainment": _percent(attainment), "score": _score(score)}


def _percent(exact: Fraction) -> str:
    return f"{number(_decimal(exact * 100))}{NO_BREAK}%"


def _score(exact: Fraction) -> str:
    return number(_decimal(exact))


def _decimal(exact: Fraction) -> Decimal:
    shown = (Decimal(exact.numerator) / exact.denominator).quantize(PLACES)
    return shown.normalize() if shown % 1 else shown.quantize(Decimal(1))
