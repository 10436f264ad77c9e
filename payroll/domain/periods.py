"""How much of a month somebody was there for (Y1): hours or days worked, of the norm of the whole month."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from payroll.domain.figures import NOTHING, WHOLE, sum_of
from payroll.domain.plans import Proration
from workload.domain.refusals import BadInput, gettext_noop


class BadPeriod(BadInput):
    """A period without a norm, or with less than nothing in it."""


@dataclass(frozen=True, slots=True)
class Period:
    """Norms are the whole month's for this person, whatever part of it this is. BadPeriod naming the field at fault."""

    norm_hours: Fraction
    worked_hours: Fraction
    norm_days: int
    worked_days: int

    def __post_init__(self) -> None:
        for field in ("norm_hours", "worked_hours", "norm_days", "worked_days"):
            if getattr(self, field) < 0:
                raise BadPeriod(field, gettext_noop("Nobody works less than nothing."))
        for norm, worked in (("norm_hours", self.worked_hours), ("norm_days", self.worked_days)):
            if worked and not getattr(self, norm):
                raise BadPeriod(norm, gettext_noop("There is work here and no norm to measure it by."))

    def norm(self, by: Proration) -> Fraction:
        """Hours or days of the whole month."""
        return self.norm_hours if by == Proration.HOURS else Fraction(self.norm_days)

    def worked(self, by: Proration) -> Fraction:
        """Hours or days of this part of it."""
        return self.worked_hours if by == Proration.HOURS else Fraction(self.worked_days)

    def share(self, by: Proration) -> Fraction:
        """worked ÷ norm; above 1 where more was worked."""
        return self.worked(by) / self.norm(by) if self.worked(by) else NOTHING


def joined(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Parts of a month under one norm as one part; those under another norm stay apart."""
    by_norm: dict[tuple[Fraction, int], list[Period]] = {}
    for period in periods:
        by_norm.setdefault((period.norm_hours, period.norm_days), []).append(period)
    return tuple(
        Period(
            norm_hours,
            sum_of(part.worked_hours for part in parts),
            norm_days,
            sum(part.worked_days for part in parts),
        )
        for (norm_hours, norm_days), parts in by_norm.items()
    )


def hours_beyond(periods: Sequence[Period]) -> Fraction:
    """Hours over the norm of the month, in all its parts together."""
    share = sum_of(period.share(Proration.HOURS) for period in periods)
    worked = sum_of(period.worked_hours for period in periods)
    return worked * (1 - WHOLE / share) if share > WHOLE else NOTHING
