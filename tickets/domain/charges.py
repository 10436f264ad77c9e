"""What the client pays for the work on one task, to the minute (W3, W4, W6).

Facts in, minutes out. What was agreed is a ceiling that grows with each overrun the client agreed to. Time is taken in
the order in which it was logged: each entry bills what was really spent, as far as the ceiling leaves room. What was
worked before an overrun was agreed is billed by a charge of its own once it is.

An internal overrun writes off what is worked over the ceiling, up to its minutes: what was before the decision at once,
what comes after it as it comes. What is written off stays ours, whatever the client agrees to later.
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
    """One overrun that was decided; an internal one raises no ceiling, and its minutes are never billed."""

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


@dataclass(slots=True)
class Standing:
    """How the work stands to what was agreed, after each step. `spent`: chargeable and not written off; `ours`: minutes
    of internal overruns still to be written off."""

    ceiling: int
    spent: int = 0
    ours: int = 0

    def write_off(self) -> None:
        """What is over the ceiling is ours first."""
        off = min(max(0, self.spent - self.ceiling), self.ours)
        self.spent -= off
        self.ours -= off


def charges_of(terms: Terms, worked: Iterable[Worked]) -> Charges:
    """Entries and overruns in the order of their times; what was logged at the very instant of a decision came
    before it."""
    charges, now = Charges(), Standing(terms.ceiling)
    steps: list[tuple[datetime, int, int, Worked | Agreed]] = [(each.at, 0, each.key, each) for each in worked]
    steps += [(each.at, 1, each.key, each) for each in terms.overruns]
    for _at, _kind, key, step in sorted(steps, key=lambda found: found[:3]):
        if isinstance(step, Worked):
            now.spent += step.chargeable
            charges.entries[key] = min(step.chargeable, now.ceiling - charges.total)
        elif step.is_internal:
            now.ours += step.minutes
        else:
            now.ceiling += step.minutes
            charges.late[key] = min(now.spent, now.ceiling) - charges.total
        now.write_off()
    return charges


def still_to_bill(*, agreed: int, asked: int, billed: int, is_worked_on: bool) -> int:
    """What a task may bill yet: of `agreed` minutes what is not billed, while it is worked on; and all that is `asked`
    on top, of which what was billed before an agreement is a part."""
    if not is_worked_on:
        return asked
    return max(0, agreed + asked - billed)
