"""What the client pays for the work on one task, to the minute (W3, W4, W6).

Facts in, minutes out. What was agreed is a ceiling that grows with each overrun the client agreed to. Time is taken in
the order in which it was logged: each entry bills what was really spent, as far as the ceiling leaves room. What was
worked before an overrun was agreed is billed by a charge of its own once it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Worked:
    """One entry. `at`: when it was logged; `is_reversed`: taken back, as if it had never been."""

    key: int
    minutes: int
    at: datetime
    is_rework: bool = False
    is_billable: bool = True
    free_minutes: int = 0
    is_reversed: bool = False

    @property
    def chargeable(self) -> int:
        """What the client would pay without a ceiling: an entry no longer than its free minutes costs nothing."""
        if self.is_rework or self.is_reversed or not self.is_billable or self.minutes <= self.free_minutes:
            return 0
        return self.minutes


@dataclass(frozen=True, slots=True)
class Agreed:
    """One overrun that was decided; an internal one raises no ceiling."""

    key: int
    minutes: int
    at: datetime
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed to. `minutes`: the approved estimate; None: nothing yet, and small things pass up to
    `threshold` (W2)."""

    minutes: int | None
    threshold: int
    overruns: Sequence[Agreed] = ()

    @property
    def ceiling(self) -> int:
        """Before any overrun."""
        return self.threshold if self.minutes is None else self.minutes


@dataclass(slots=True)
class Charges:
    """`entries`: key → minutes billed by it; `late`: key of an overrun → minutes worked before it was agreed and
    billed by it."""

    entries: dict[int, int] = field(default_factory=dict)
    late: dict[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.entries.values()) + sum(self.late.values())


def charges_of(terms: Terms, worked: Iterable[Worked]) -> Charges:
    """Entries and overruns in the order of their times; what was logged at the very instant of a decision came
    before it."""
    charges, ceiling, spent = Charges(), terms.ceiling, 0
    steps: list[tuple[datetime, int, int, Worked | Agreed]] = [(each.at, 0, each.key, each) for each in worked]
    steps += [(each.at, 1, each.key, each) for each in terms.overruns]
    for _at, _kind, key, step in sorted(steps, key=lambda found: found[:3]):
        if isinstance(step, Worked):
            spent += step.chargeable
            charges.entries[key] = min(step.chargeable, ceiling - charges.total)
        elif not step.is_internal:
            ceiling += step.minutes
            charges.late[key] = min(spent, ceiling) - charges.total
    return charges
