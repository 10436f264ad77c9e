"""What a closed payslip should have come to, and what a later one pays or takes for it (Y5)."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from payroll.domain.figures import number
from payroll.domain.lines import Line
from payroll.domain.pay_case import case_from
from payroll.domain.payslip import payslip
from payroll.domain.plans import OFFERS, SETTLEMENT
from support_desk.shared.money import share
from workload.domain.reading import decimal
from workload.domain.refusals import BadInput, gettext_noop

WORKED: Final = ("worked_hours", "worked_days")
# A target of these is of the hours that were worked (Y0); quality comes as a score.
BY_HOURS: Final = ("output", "upsales")
SCORED: Final = "quality"
TARGET: Final = ".target"
MOST_DIGITS: Final = 2

type Case = Mapping[str, Any]
"""What `manage.py calculate pay` reads."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of one section, as it should have been. `what`: worked_hours, worked_days, offers, the code of a measure
    (its fact, or its score), or that code with `.target`; `value`: a decimal as text."""

    section: int
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of the calculator before and after, in kopecks. `section`: as its inputs name it, None beside them."""

    section: int | None
    code: str
    before: int
    after: int

    @property
    def amount(self) -> int:
        return self.after - self.before


def changed(case: Case, changes: Sequence[Change], by_hours: Collection[int] = ()) -> dict[str, Any]:
    """The case with the figures put right. In sections of `by_hours`, where somebody is measured by their own hours, a
    target that nobody names follows the hours in proportion. BadInput with the path of what there is not."""
    new = deepcopy(dict(case))
    for change in sorted(changes, key=lambda one: one.what not in WORKED):
        if not 0 <= change.section < len(new["sections"]):
            raise BadInput(
                "section", gettext_noop("This payslip has no section %(section)s."), section=change.section + 1
            )
        section = new["sections"][change.section]
        if change.what == "worked_hours" and change.section in by_hours:
            _follow(section, change)
        _put(section, change)
    return new


def differences(before: Case, after: Case, settled: int | None = None) -> list[Difference]:
    """Every line of sections and settlement that comes out otherwise. `settled`: what the settlement stands at with all
    its corrections, in kopecks, None: as `before` comes to. A minus of points was counted when its month was closed: it
    may become less where the variable part does, and never more (M4)."""
    old, new = _amounts(before), _amounts(after)
    pairs = [Difference(*key, old.get(key, 0), new.get(key, 0)) for key in dict.fromkeys([*old, *new])]
    return [one for pair in pairs if (one := _without_further_minus(pair, settled)).amount]


def of_one_sign(amounts: Sequence[int]) -> list[int]:
    """As many amounts of one sign, or nothing, with the same sum: what some lines lose is taken off what the others
    gain, in proportion, so that nothing is taken from whom the whole gives something. None grows."""
    total = sum(amounts)
    kept = [amount if amount * total > 0 else 0 for amount in amounts]
    if not total:
        return kept
    sign = 1 if total > 0 else -1
    return [sign * part for part in share(abs(total), [abs(amount) for amount in kept])]


def _follow(section: dict[str, Any], change: Change) -> None:
    was = decimal(section["period"]["worked_hours"], "worked_hours")
    worked = decimal(change.value, _path(change))
    for code in BY_HOURS:
        fact = section["facts"].get(code)
        if was and fact and fact.get("target"):
            fact["target"] = number(Fraction(fact["target"]) * worked / was)


def _put(section: dict[str, Any], change: Change) -> None:
    facts, code = section["facts"], change.what.removesuffix(TARGET)
    if change.what in WORKED:
        section["period"][change.what] = change.value if change.what == "worked_hours" else _whole(change)
    elif change.what == OFFERS:
        facts[OFFERS] = {"points": change.value}
    elif code not in facts:
        raise BadInput(_path(change), gettext_noop("This payslip is not measured by this."))
    else:
        facts[code] = _fact(facts[code], change)


def _fact(known: Mapping[str, str] | None, change: Change) -> dict[str, str | None]:
    if change.what == SCORED or (known and "score" in known):
        return {"score": change.value}
    found = {"target": None, "fact": "0", **(known or {})}
    return found | {"target" if change.what.endswith(TARGET) else "fact": change.value}


def _whole(change: Change) -> int:
    if not (change.value.isascii() and change.value.isdecimal() and len(change.value) <= MOST_DIGITS):
        raise BadInput(_path(change), gettext_noop("Days are a whole number."))
    return int(change.value)


def _path(change: Change) -> str:
    return f"sections[{change.section}].{change.what}"


def _amounts(case: Case) -> dict[tuple[int | None, str], int]:
    read = case_from(case)
    return {(_section_of(line), line.code): line.amount for line in payslip(read.sections, read.settlement).lines}


def _section_of(line: Line) -> int | None:
    place = line.inputs.get("section")
    return None if place is None else int(place)


def _without_further_minus(pair: Difference, settled: int | None) -> Difference:
    """What was given back once is not given back again, and what was never taken not at all."""
    if pair.code != SETTLEMENT or pair.after > 0:
        return pair
    stands = pair.before if settled is None else settled
    return Difference(pair.section, pair.code, stands, max(stands, pair.after))
