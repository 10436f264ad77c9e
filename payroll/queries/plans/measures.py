"""The measures of a plan as its pages show them: weight, what it brings, the scale as a picture (Y1, Y2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from payroll.models import PayComponent
from payroll.queries.plans.measure_words import NONE, WORDS, MeasureWords, measure_name
from payroll.queries.plans.scale_pictures import ScalePicture, scale_of, scale_picture
from support_desk.shared.ui.figures import NO_BREAK, number
from workload.domain.refusals import BadInput

HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A component: `most`, rubles a full month for a score of 1. No picture where the scale is `wrong`."""

    component: PayComponent
    name: str
    words: MeasureWords
    percent: str
    most: Decimal
    picture: ScalePicture | None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class WeightSum:
    """Of the weights in percent, and what is missing to 100: below zero where it is too much."""

    percent: str
    missing: str
    is_whole: bool
    is_over: bool


def measure_rows(components: Iterable[PayComponent], variable: Decimal) -> list[MeasureRow]:
    """In the order of the plan."""
    return [_row(component, variable) for component in components]


def weights_in_words(components: Iterable[PayComponent]) -> str:
    """The heaviest first: "Output 30, Quality 25"."""
    ordered = sorted(components, key=lambda component: -component.weight)
    return ", ".join(f"{measure_name(one.code)} {_plain(one.weight * HUNDRED)}" for one in ordered)


def weight_sum(components: Sequence[PayComponent]) -> WeightSum:
    """Whether the weights add up."""
    total = sum((component.weight for component in components), Decimal()) * HUNDRED
    missing = HUNDRED - total
    return WeightSum(in_percent(total), in_percent(abs(missing)), missing == 0, missing < 0)


def in_percent(figure: Decimal) -> str:
    """Without zeros at the end: a weight of a thousandth is shown as it is."""
    return f"{_plain(figure)}{NO_BREAK}%"


def _row(component: PayComponent, variable: Decimal) -> MeasureRow:
    picture, wrong = None, ""
    try:
        picture = scale_picture(scale_of(component))
    except BadInput as bad:
        sentence = gettext(bad.template)
        wrong = sentence % bad.params if bad.params else sentence
    return MeasureRow(
        component,
        measure_name(component.code),
        WORDS.get(component.code, NONE),
        in_percent(component.weight * HUNDRED),
        variable * component.weight,
        picture,
        wrong,
    )


def _plain(figure: Decimal) -> str:
    return number(figure.quantize(Decimal(1)) if figure == figure.to_integral_value() else figure.normalize())
