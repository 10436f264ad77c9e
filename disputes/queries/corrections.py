"""What corrections and mirrors take back of disputes that were settled in an earlier month, each but once (D4, D10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from disputes.domain.ledger import Entry
from disputes.domain.postings import Cause, Posting
from disputes.domain.settlement_case import policy_from
from disputes.domain.taking_back import Move, MoveKind, Share, in_parts, shares_of
from disputes.models import Posting as Row
from disputes.queries.unsettled import COLUMNS, posting_from


def at_their_worth(entries: Iterable[Entry]) -> list[Posting]:
    """The postings of `entries`. A correction that names a dispute takes back what that has cost or brought its
    employee in a settled month, at what it was worth there; a mirror what corrections have left of it. One statement,
    none without any of them."""
    listed = list(entries)
    disputes = {each.dispute for each in listed if _takes_back(each)}
    shares = _shares(disputes) if disputes else {}
    return [
        part
        for entry in listed
        for part in (in_parts(entry.posting, shares[entry.number]) if entry.number in shares else [entry.posting])
    ]


def _takes_back(entry: Entry) -> bool:
    """Whether it may take back something settled; 0 is no dispute."""
    return entry.dispute > 0 and (entry.posting.cause == Cause.CORRECTION or entry.mirrors is not None)


def _shares(disputes: Iterable[int]) -> dict[int, list[Share]]:
    """Of all corrections and mirrors of these disputes, by number."""
    rows = Row.objects.filter(dispute__in=disputes).order_by("pk")
    sides: defaultdict[tuple[int, int], list[Move]] = defaultdict(list)
    for number, dispute, mirrors, policy, is_counted, *columns in rows.values_list(
        "pk", "dispute", "mirrors", "settled__settlement__policy_values", "settled__is_counted", *COLUMNS
    ):
        posting = posting_from(*columns)
        move = Move(number, _kind(posting, mirrors), posting.points, _worth(posting, policy if is_counted else None))
        sides[dispute, posting.employee].append(move)
    return {number: shares for moves in sides.values() for number, shares in shares_of(moves).items()}


def _kind(posting: Posting, mirrors: int | None) -> MoveKind:
    if posting.cause == Cause.CORRECTION:
        return MoveKind.CORRECTION
    return MoveKind.OUTCOME if mirrors is None else MoveKind.MIRROR


def _worth(posting: Posting, policy: Mapping[str, Any] | None) -> int | None:
    """`policy`: what the settlement counted by that took the posting, None where none did."""
    return None if policy is None else policy_from(policy).worth_of_a_point(posting)
