"""Parts of a month under different terms (Y1); parts under the same terms are one, however often it was cut."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from payroll.domain import facts as of_facts
from payroll.domain import periods as of_periods
from payroll.domain.facts import Fact
from payroll.domain.figures import NOTHING, WHOLE, sum_of
from payroll.domain.periods import Period
from payroll.domain.plans import Plan
from workload.domain.reading import under


@dataclass(frozen=True, slots=True)
class Section:
    """facts: one for each component of the plan, by code. place: which part of the month it is, from 0."""

    plan: Plan
    periods: tuple[Period, ...]
    facts: Mapping[str, Fact]
    offer_points: Fraction = NOTHING
    place: int = 0

    @property
    def share(self) -> Fraction:
        """Worked of the norm, before the month as a whole is held to 1."""
        return sum_of(period.share(self.plan.proration) for period in self.periods)


def merged(sections: Sequence[Section]) -> list[Section]:
    """Sections with identical plans as one, at the place of the first; BadFact naming section and fact."""
    by_plan: dict[Plan, list[Section]] = {}
    for section in sections:
        by_plan.setdefault(section.plan, []).append(section)
    return [_joined(parts) for parts in by_plan.values()]


def excess(sections: Sequence[Section]) -> Fraction:
    """By how much the shares are divided so that together they never exceed 1; 1 where they do not."""
    return max(WHOLE, sum_of(section.share for section in sections))


def _joined(parts: Sequence[Section]) -> Section:
    first = parts[0]
    if len(parts) == 1:
        return first
    with under(f"sections[{parts[-1].place}]"):
        facts = {
            code: of_facts.joined(f"facts.{code}", [(part.facts[code], part.share) for part in parts])
            for code in first.facts
        }
    return Section(
        first.plan,
        of_periods.joined([period for part in parts for period in part.periods]),
        facts,
        sum_of(part.offer_points for part in parts),
        first.place,
    )
