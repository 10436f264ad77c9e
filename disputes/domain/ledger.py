"""The ledger of points (D10, I1): what an outcome posts, what takes it back, and what adds up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from disputes.domain.postings import Cause, Posting
from disputes.domain.stakes import Stakes, points_of
from disputes.domain.workflow import DisputeState

CAUSES: Final[Mapping[DisputeState, Cause]] = {
    DisputeState.ACCEPTED: Cause.ACCEPT,
    DisputeState.DEFAULTED: Cause.SILENCE,
}


@dataclass(frozen=True, slots=True)
class Parties:
    """The two sides of a dispute; `is_cross`: of two departments."""

    initiator: int
    respondent: int
    is_cross: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A posting in its place in the ledger; `mirrors`: the number of the one that it takes back."""

    number: int
    dispute: int
    posting: Posting
    mirrors: int | None = None


def postings_of(state: DisputeState, parties: Parties, stakes: Stakes) -> Iterator[Posting]:
    """Both sides of what reaching `state` posts; nothing is posted where nothing moves."""
    points = points_of(state, stakes)
    cause = CAUSES.get(state, Cause.VERDICT)
    for employee, moved in ((parties.initiator, points.initiator), (parties.respondent, points.respondent)):
        if moved:
            yield Posting(employee, moved, parties.initiator, cause, parties.is_cross)


def mirrored(posting: Posting) -> Posting:
    """What takes a posting back: the same but for its sign, its cause too, so that both are worth the same in money."""
    return replace(posting, points=-posting.points)


def standing(entries: Iterable[Entry], dispute: int) -> list[Entry]:
    """What a dispute has posted and nothing has taken back; corrections are no outcome and stay out."""
    own = [entry for entry in entries if entry.dispute == dispute and entry.posting.cause != Cause.CORRECTION]
    taken_back = {entry.mirrors for entry in own}
    return [entry for entry in own if entry.mirrors is None and entry.number not in taken_back]


def balances(entries: Iterable[Entry]) -> Counter[int]:
    """Points by employee, corrections among them."""
    sums: Counter[int] = Counter()
    for entry in entries:
        sums[entry.posting.employee] += entry.posting.points
    return sums


def is_explained(entries: Iterable[Entry], dispute: int, state: DisputeState, parties: Parties, stakes: Stakes) -> bool:
    """Whether the postings of a dispute sum, employee by employee, to what its outcome says (I1)."""
    own = (entry for entry in entries if entry.dispute == dispute and entry.posting.cause != Cause.CORRECTION)
    owed: Counter[int] = Counter()
    for posting in postings_of(state, parties, stakes):
        owed[posting.employee] += posting.points
    return balances(own) == owed


def bad_mirrors(entries: Iterable[Entry]) -> list[int]:
    """Numbers of entries that take back what is not there, is of another dispute, differs, or was taken back before."""
    seen: dict[int, Entry] = {}
    used: set[int] = set()
    bad = []
    for entry in entries:
        seen[entry.number] = entry
        if entry.mirrors is None:
            continue
        original = seen.get(entry.mirrors)
        if original is None or entry.mirrors in used or not _is_mirror(entry, original):
            bad.append(entry.number)
        used.add(entry.mirrors)
    return bad


def month_of(decided_at: datetime, timezone: ZoneInfo) -> date:
    """The first of the month that both sides are posted in: the decision's, in the respondent's department (D10)."""
    return decided_at.astimezone(timezone).date().replace(day=1)


def _is_mirror(entry: Entry, original: Entry) -> bool:
    is_original = original.mirrors is None
    return is_original and entry.dispute == original.dispute and entry.posting == mirrored(original.posting)
