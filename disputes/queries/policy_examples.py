"""The four policies by example: one small month counted by each (M2). The figures are counted, not written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes.domain.minus_limits import Person
from disputes.domain.point_policies import Kind, PointPolicy
from disputes.domain.postings import Posting
from disputes.domain.settlement import settle
from disputes.domain.settlement_record import totals_of
from disputes.models import PointPolicy as PolicyRow
from support_desk.shared.money import rubles_of

WINNER, LOSER, OTHER, CONTROLLER = 1, 2, 3, 9
RATE, PAY = 10_000, 5_000_000
# A verdict of two points and an accepted dispute of a colleague's, and an accepted one of the controller's.
POSTINGS: Final = (
    Posting(WINNER, 2, WINNER), Posting(LOSER, -2, WINNER), Posting(WINNER, 1, WINNER), Posting(OTHER, -1, WINNER),
    Posting(CONTROLLER, 1, CONTROLLER), Posting(OTHER, -1, CONTROLLER),
)  # fmt: skip
PEOPLE: Final = tuple(Person(employee, PAY, PAY) for employee in (WINNER, LOSER, OTHER, CONTROLLER))
SAID: Final = {
    Kind.CIRCULATE: _("What some lose others get; the company spends nothing. What winners leave goes to the kitty."),
    Kind.KITTY: _(
        "What is lost goes to a common fund. Nobody gets a bonus of their own; everybody sees what is bought."
    ),
    Kind.CONTROLLER: _("Winners are paid first; then what the controller’s own disputes brought feeds their fund."),
    Kind.RATING: _("Points are only counted. Nobody’s pay changes."),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A policy, what it does in a sentence, and where the rubles of the example go. `parts`: (rubles, tone) for the
    picture."""

    kind: str
    words: str | Promise
    withheld: Decimal
    paid: Decimal
    kitty: Decimal
    fund: Decimal

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(PolicyRow.Kind(self.kind).label)

    @property
    def parts(self) -> list[tuple[Decimal, str]]:
        return [(self.paid, ""), (self.kitty, "second"), (self.fund, "rest")]


def examples() -> Sequence[Example]:
    """One for each policy."""
    return [_example(kind) for kind in Kind]


def _example(kind: Kind) -> Example:
    totals = totals_of(settle(PointPolicy(kind, RATE, controller=CONTROLLER), PEOPLE, POSTINGS))
    return Example(
        kind.value,
        SAID[kind],
        rubles_of(totals.withheld),
        rubles_of(totals.paid),
        rubles_of(totals.kitty),
        rubles_of(totals.controller_fund),
    )
