"""A month's pay as JSON: what other programs ask with, and what a stored run can be computed from again (Y5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from payroll.domain.facts import Fact, Measured, Scored
from payroll.domain.other_lines import Addition
from payroll.domain.periods import Period
from payroll.domain.plan_case import plan_from
from payroll.domain.plans import OFFERS
from payroll.domain.sections import Section
from workload.domain.reading import (
    a_text,
    an_object,
    check_keys,
    decimal,
    each,
    kopecks,
    under,
    whole_number,
)
from workload.domain.refusals import BadInput

MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
PERIOD: Final = ("norm_hours", "worked_hours", "norm_days", "worked_days")


@dataclass(frozen=True, slots=True)
class PayCase:
    """All that one payslip is computed from."""

    sections: tuple[Section, ...]
    settlement: int = 0
    additions: tuple[Addition, ...] = ()


def case_from(written: Mapping[str, Any]) -> PayCase:
    """{"sections", "settlement"?, "additions"?}; BadInput with the path of what cannot be used."""
    check_keys(written, required=("sections",), optional=("settlement", "additions"))
    settlement = written.get("settlement")
    additions = [] if written.get("additions") is None else written["additions"]
    return PayCase(
        tuple(_section(part, path, place) for place, (part, path) in enumerate(each(written["sections"], "sections"))),
        0 if settlement is None else kopecks(settlement, "settlement", is_signed=True),
        tuple(_addition(addition, path) for addition, path in each(additions, "additions")),
    )


def _section(value: object, path: str, place: int) -> Section:
    section = an_object(value, path, required=("plan", "period", "facts"))
    plan = plan_from(section["plan"], f"{path}.plan")
    period = _period(section["period"], f"{path}.period")
    codes = [component.code for component in plan.components]
    facts = an_object(section["facts"], f"{path}.facts", required=codes, optional=(OFFERS,))
    return Section(
        plan,
        (period,),
        {code: _fact(facts[code], f"{path}.facts.{code}") for code in codes},
        _offer_points(facts.get(OFFERS), f"{path}.facts.{OFFERS}"),
        place,
    )


def _period(value: object, path: str) -> Period:
    period = an_object(value, path, required=PERIOD)
    read = (
        decimal(period["norm_hours"], f"{path}.norm_hours"),
        decimal(period["worked_hours"], f"{path}.worked_hours"),
        whole_number(period["norm_days"], f"{path}.norm_days"),
        whole_number(period["worked_days"], f"{path}.worked_days"),
    )
    with under(path):
        return Period(*read)


def _fact(value: object, path: str) -> Fact:
    """{"target", "fact"} or {"score"}; null, or a target that is null or zero, is not applicable."""
    if value is None:
        return None
    if isinstance(value, Mapping) and "score" in value:
        score = an_object(value, path, required=("score",))["score"]
        return None if score is None else Scored(decimal(score, f"{path}.score", is_signed=True))
    measured = an_object(value, path, required=("target",), optional=("fact",))
    target = None if measured["target"] is None else decimal(measured["target"], f"{path}.target")
    fact = measured.get("fact")
    if fact is None and target:
        raise BadInput(f"{path}.fact", "This is missing.")
    return Measured(target, Fraction() if fact is None else decimal(fact, f"{path}.fact", is_signed=True))


def _offer_points(value: object, path: str) -> Fraction:
    if value is None:
        return Fraction()
    return decimal(an_object(value, path, required=("points",))["points"], f"{path}.points")


def _addition(value: object, path: str) -> Addition:
    addition = an_object(value, path, required=("code", "amount", "reason"), optional=("month",))
    month = addition.get("month")
    if month is not None and not (isinstance(month, str) and MONTH.fullmatch(month)):
        raise BadInput(f"{path}.month", "%(value)s is no month, write it as 2026-10.", value=repr(month))
    return Addition(
        a_text(addition["code"], f"{path}.code"),
        kopecks(addition["amount"], f"{path}.amount", is_signed=True),
        a_text(addition["reason"], f"{path}.reason"),
        month,
    )
