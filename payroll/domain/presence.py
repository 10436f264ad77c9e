"""The part of a month that base and fund are paid for: worked ÷ norm, all sections together never more than 1 (Y1)."""

from dataclasses import dataclass
from fractions import Fraction

from payroll.domain.figures import number
from payroll.domain.lines import Inputs
from payroll.domain.sections import Section


@dataclass(frozen=True, slots=True)
class Presence:
    """excess: what worked hours or days are divided by where the month holds more of them than its norm, else 1."""

    section: Section
    excess: Fraction

    @property
    def share(self) -> Fraction:
        """From 0 to 1."""
        return self.section.share / self.excess

    @property
    def formula(self) -> str:
        """worked ÷ norm, without what is beyond; a sum where the norm changed within the section."""
        by = self.section.plan.proration
        parts = [
            f"{number(period.worked(by) / self.excess)} ÷ {number(period.norm(by))}" for period in self.section.periods
        ]
        return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"

    @property
    def inputs(self) -> Inputs:
        """Which section, by what it is prorated, and its presence."""
        return {
            "section": self.section.place + 1,
            "proration": self.section.plan.proration,
            "presence": number(self.share),
            "worked": " + ".join(number(period.worked(self.section.plan.proration)) for period in self.section.periods),
            "norm": " + ".join(number(period.norm(self.section.plan.proration)) for period in self.section.periods),
        }
