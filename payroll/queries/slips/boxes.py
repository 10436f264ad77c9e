"""The formula of a line in boxes: what is multiplied by what, and what comes out (Y3, Y4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from payroll.domain.plans import BASE, OFFERS, OVERTIME, SETTLEMENT, Proration
from payroll.models import PayslipLine
from payroll.queries.slips.line_words import added, percent_words, weight_words
from support_desk.shared.ui.figures import number

TIMES, DIVIDED, LESS, IS, GIVES = "×", "÷", "\N{MINUS SIGN}", "=", "→"
SCORE, OUT = "score", "out"
WHOLE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Box:
    """`sign`: what stands before it; `kind`: "", `SCORE` or `OUT`."""

    value: str
    label: str
    sign: str = ""
    kind: str = ""


def formula_of(line: PayslipLine) -> Sequence[Box]:
    """Nothing for what was agreed on as a sum."""
    if line.code == OVERTIME:
        return _overtime(line.inputs)
    boxes = _factors(line)
    return [*boxes, Box(number(line.amount, 2), _("this line"), IS, OUT)] if boxes else []


def _factors(line: PayslipLine) -> list[Box]:
    inputs = line.inputs
    if line.code == BASE:
        return [Box(rubles(inputs["base"]), _("base for a full month")), *_presence(inputs)]
    if "weight" in inputs:
        return _component(inputs)
    if line.code == OFFERS:
        points = Box(plain(inputs["points"]), _("offer points"))
        return [points, Box(rubles(inputs["offer_rate"]), _("a point"), TIMES)]
    if line.code == SETTLEMENT and inputs["limited_by"]:
        settled = Box(rubles(inputs["settled"]), pgettext("points as money", "settled"))
        return [settled, Box(rubles(inputs["variable"]), _("variable part"), GIVES)]
    return []


def rubles(text: str) -> str:
    return number(Decimal(text), 2)


def plain(text: str) -> str:
    """A number as it is stored, with at most two places."""
    exact = Decimal(text).quantize(Decimal("0.01")).normalize()
    return number(Decimal(f"{exact:f}"))


def score_words(text: str) -> str:
    """A score with two places, with up to four where it has more."""
    exact = Decimal(text)
    places = 2 if exact == exact.quantize(Decimal("0.01")) else 4
    return number(exact, places)


def _component(inputs: dict[str, Any]) -> list[Box]:
    if inputs["score"] is None:
        return []
    boxes = [Box(rubles(inputs["variable"]), _("variable fund")), *_presence(inputs)]
    boxes.append(Box(weight_words(inputs), _("weight"), TIMES))
    applicable = Decimal(inputs["applicable_weights"])
    if applicable not in (0, WHOLE):
        boxes.append(Box(percent_words(applicable), _("weights of what was measured"), DIVIDED))
    return [*boxes, Box(score_words(inputs["score"]), _("score"), TIMES, SCORE)]


def _presence(inputs: dict[str, Any]) -> list[Box]:
    """Worked ÷ norm; where hours beyond the norm were cut off or the norm changed, the part of the month itself."""
    worked, norm = inputs["worked"], inputs["norm"]
    is_plain = "+" not in norm and Decimal(inputs["presence"]) == _divided(added(worked), norm)
    if not is_plain:
        return [Box(percent_words(Decimal(inputs["presence"])), _("of the month was worked"), TIMES)]
    by_days = inputs["proration"] == Proration.DAYS
    return [
        Box(plain(worked), _("days worked") if by_days else _("hours worked"), TIMES),
        Box(plain(norm), _("days of the month") if by_days else _("hours of the month"), DIVIDED),
    ]


def _divided(worked: Decimal, norm: str) -> Decimal:
    """To six places, as the calculator shows it."""
    return (worked / Decimal(norm)).quantize(Decimal("0.000001")) if Decimal(norm) else Decimal()


def _overtime(inputs: dict[str, Any]) -> list[Box]:
    return [
        Box(plain(str(added(inputs["worked"]))), _("hours worked")),
        Box(plain(str(max(Decimal(part) for part in inputs["norm"].split(" + ")))), _("hours of the month"), LESS),
        Box(plain(inputs["hours"]), _("hours that wait for a rate"), IS, OUT),
    ]
