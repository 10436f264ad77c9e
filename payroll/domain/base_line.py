"""What a plan pays for being there: base × worked ÷ norm (Y1)."""

from payroll.domain.figures import money
from payroll.domain.lines import Draft
from payroll.domain.plans import BASE
from payroll.domain.presence import Presence


def base_draft(presence: Presence) -> Draft:
    """The base of one section."""
    base = presence.section.plan.base
    return Draft(
        BASE,
        base * presence.share,
        f"{money(base)} × {presence.formula}",
        {**presence.inputs, "base": money(base)},
    )
