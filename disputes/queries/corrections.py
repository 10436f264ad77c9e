"""What corrections take back of disputes that were settled in an earlier month (D10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from disputes.domain.ledger import Entry
from disputes.domain.postings import Cause, Posting
from disputes.domain.settlement_case import policy_from
from disputes.domain.taking_back import Settled, corrected
from disputes.models import Posting as Row
from disputes.queries.unsettled import COLUMNS, posting_from


@dataclass(slots=True)
class _Side:
    """One party of one dispute: what stands settled of it, and its corrections by number."""

    settled: Settled | None = None
    corrections: dict[int, int] = field(default_factory=dict)


def at_their_worth(entries: Iterable[Entry]) -> list[Posting]:
    """The postings of `entries`; a correction that names a dispute takes back what that has cost or brought its
    employee in a settled month, at what it was worth there. One statement, none without such corrections."""
    listed = list(entries)
    named = [each for each in listed if each.dispute and each.posting.cause == Cause.CORRECTION]
    sides = _sides(named) if named else {}
    return [part for entry in listed for part in _parts(entry, sides)]


def _parts(entry: Entry, sides: Mapping[tuple[int, int], _Side]) -> list[Posting]:
    side = sides.get((entry.dispute, entry.posting.employee))
    if entry.posting.cause != Cause.CORRECTION or side is None or side.settled is None:
        return [entry.posting]
    earlier = [points for number, points in side.corrections.items() if number < entry.number]
    return corrected(entry.posting, side.settled, earlier)


def _sides(named: Iterable[Entry]) -> dict[tuple[int, int], _Side]:
    disputes = {entry.dispute for entry in named}
    rows = Row.objects.filter(dispute__in=disputes, mirrors__isnull=True, mirrored_by__isnull=True).order_by("pk")
    sides: defaultdict[tuple[int, int], _Side] = defaultdict(_Side)
    for number, dispute, policy, *columns in rows.values_list(
        "pk", "dispute", "settled__settlement__policy_values", *COLUMNS
    ):
        posting = posting_from(*columns)
        side = sides[dispute, posting.employee]
        if posting.cause == Cause.CORRECTION:
            side.corrections[number] = posting.points
        elif policy is not None:
            side.settled = Settled(posting.points, policy_from(policy).worth_of_a_point(posting))
    return dict(sides)
