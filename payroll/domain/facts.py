"""What a component is measured by, and how the facts of two halves of a month become one."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from payroll.domain.figures import sum_of
from payroll.domain.scales import Scale
from workload.domain.refusals import BadInput, gettext_noop


class BadFact(BadInput):
    """Facts that cannot be used together."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A fact and its target, prorated and ramped before it comes here; target None or 0: not applicable."""

    target: Fraction | None
    fact: Fraction

    @property
    def attainment(self) -> Fraction | None:
        """fact ÷ target; None where there is nothing to attain."""
        return self.fact / self.target if self.target else None

    def score(self, scale: Scale) -> Fraction | None:
        """By the whole scale; None: not applicable."""
        return None if self.attainment is None else scale.score(self.attainment)


@dataclass(frozen=True, slots=True)
class Scored:
    """A fact that comes as a score already."""

    given: Fraction

    def score(self, scale: Scale) -> Fraction:
        """By gate, floor and cap only."""
        return scale.score_given(self.given)


type Fact = Measured | Scored | None
"""None: not applicable in this month."""


def joined(field: str, facts: Sequence[tuple[Fact, Fraction]]) -> Fact:
    """Facts of parts of a month, each with its share of the work: targets and facts add up, scores are weighed.

    BadFact naming `field` when some of them are measured and some are scores.
    """
    measured = [fact for fact, _ in facts if isinstance(fact, Measured)]
    scored = [(fact.given, part) for fact, part in facts if isinstance(fact, Scored)]
    if measured and scored:
        raise BadFact(field, gettext_noop("One part of the month has a target here, another a score."))
    if measured:
        return _sum(measured)
    return Scored(_mean(scored)) if scored else None


def _sum(measured: Sequence[Measured]) -> Measured:
    targets = [fact.target for fact in measured if fact.target is not None]
    target = sum_of(targets) if targets else None
    return Measured(target, sum_of(fact.fact for fact in measured))


def _mean(scored: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Weighed by the work of each part; where nothing was worked, all count the same."""
    whole = sum_of(part for _, part in scored)
    if whole == 0:
        return sum_of(given for given, _ in scored) / len(scored)
    return sum_of(given * part for given, part in scored) / whole
