"""The curve of one component: what pay costs at each of its weights, and where it costs what it did (Y7)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from payroll.domain.break_even import FINEST
from payroll.queries.closed_pay import PaidPlan
from payroll.queries.slips.line_names import line_name
from payroll.queries.what_if.curve import CostCurve, cost_curve
from payroll.queries.what_if.figures import WhatIf
from payroll.queries.what_if.words import even_words, rubles, signed_rubles, weight_text
from payroll.views.cost_picture import cost_picture
from payroll.views.what_if_asked import Asked, with_change
from support_desk.shared.money import share

MARKS: Final = (0, FINEST // 2, FINEST)


def cost_context(asked: Asked, found: WhatIf) -> dict[str, Any] | None:
    """With the weights at which pay costs what it did, each to be tried; None where there is nothing to vary."""
    plan = asked.plan
    if plan is None or not asked.code:
        return None
    cost, weights = cost_curve(found, plan, asked.code), weights_now(asked, plan)
    words, now = even_words(cost), weights[asked.code]
    return {
        "words": words,
        "picture": cost_picture(cost, now, words),
        "measure": line_name(cost.code),
        "choices": [(line_name(code), asked.query(even=code), code == asked.code) for code in weights],
        "even": [
            (weight_text(place), asked.query(changes=tried(asked, plan, weights, place))) for place in cost.curve.even
        ],
        "ends": curve_table(cost),
        "marks": [(weight_text(place), rubles(total)) for place, total in cost.curve.points if place in MARKS],
        "paid": rubles(cost.paid),
        "now": weight_text(now),
    }


def curve_table(cost: CostCurve) -> list[tuple[str, str, str]]:
    """(weight, total, difference to what was paid) every ten percent: the table beside the picture."""
    return [
        (weight_text(place), rubles(total), signed_rubles(total - cost.paid))
        for place, total in cost.curve.points
        if place % (FINEST // 10) == 0
    ]


def weights_now(asked: Asked, plan: PaidPlan) -> dict[str, int]:
    """As the scenario has them, in parts of FINEST."""
    new: Mapping[str, str] = asked.changes.get(str(plan.id), {}).get("weights", {})
    return {
        one.code: round(Fraction(new.get(one.code, str(one.weight))) * FINEST) for one in plan.version.components.all()
    }


def tried(asked: Asked, plan: PaidPlan, weights: Mapping[str, int], place: int) -> Mapping[str, Any]:
    """The changes with the component at `place`, the others sharing the rest as they do now, to the finest part."""
    others = [code for code in weights if code != asked.code]
    parts: Sequence[int] = share(FINEST - place, [weights[code] for code in others])
    shared = {**dict(zip(others, parts, strict=True)), asked.code: place}
    said = {code: f"{shared[code] / FINEST:.5f}" for code in weights}
    return with_change(asked.changes, plan, {**asked.changes.get(str(plan.id), {}), "weights": said})
