"""How a department turns a month's points into money (M2), and what of them counts."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from disputes.domain.postings import Cause, Posting
from workload.domain.refusals import BadInput, gettext_noop

WHOLE: Final = 100


class Kind(StrEnum):
    """What becomes of what is withheld."""

    CIRCULATE = "circulate"
    KITTY = "kitty"
    CONTROLLER = "controller"
    RATING = "rating"


PAYS_WINNERS: Final = frozenset({Kind.CIRCULATE, Kind.CONTROLLER})


class BadPolicy(BadInput):
    """A point policy that contradicts itself."""


@dataclass(frozen=True, slots=True)
class PointPolicy:
    """rate: kopecks a point. guard_percent: most of the month's pay that a minus may take (M4), None: no such limit.

    controller: whose disputes feed the fund, and who wins and loses no money; controller_cap: kopecks, None: no cap.
    Both say nothing to the other kinds. BadPolicy naming rate, guard_percent, controller or controller_cap.
    """

    kind: Kind
    rate: int
    guard_percent: Fraction | None = None
    silence_counts: bool = True
    controller: int | None = None
    controller_cap: int | None = None

    def __post_init__(self) -> None:
        if self.rate < 0:
            raise BadPolicy("rate", gettext_noop("A point cannot be worth less than nothing."))
        if self.guard_percent is not None and not 0 <= self.guard_percent <= WHOLE:
            raise BadPolicy("guard_percent", gettext_noop("A share of the pay is a percentage from 0 to 100."))
        if self.kind == Kind.CONTROLLER and self.controller is None:
            raise BadPolicy("controller", gettext_noop("A controller's fund needs a controller."))
        if self.controller_cap is not None and self.controller_cap < 0:
            raise BadPolicy("controller_cap", gettext_noop("A fund cannot be capped below nothing."))

    @property
    def hunter(self) -> int | None:
        """The controller, where the kind has one."""
        return self.controller if self.kind == Kind.CONTROLLER else None

    def is_money(self, posting: Posting) -> bool:
        """Whether a posting is worth anything; both sides of one by silence are, or neither (M4)."""
        if self.kind == Kind.RATING or posting.employee == self.hunter:
            return False
        return self.silence_counts or posting.cause != Cause.SILENCE

    def worth(self, points: int) -> int:
        """Kopecks of net points: a plus is worth nothing where winners are not paid."""
        return points * self.rate if points < 0 or self.kind in PAYS_WINNERS else 0

    def worth_of_a_point(self, posting: Posting) -> int:
        """Kopecks that each point of a posting stood for, a plus or a minus."""
        return abs(self.worth(1 if posting.points > 0 else -1)) if self.is_money(posting) else 0
