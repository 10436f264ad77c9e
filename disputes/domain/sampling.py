"""Which replies are looked at (S5): always the same ones of the same share, and of a larger share those and more."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import blake2b

PLACES = 10_000
A_PERCENT = PLACES // 100


class Why(StrEnum):
    """Why a reply waits for a review."""

    SAMPLE = "sample"
    NEWCOMER = "newcomer"
    THANKS = "thanks"
    BY_HAND = "by_hand"


class Level(StrEnum):
    """Who reviews: the operator or the head; of an operator the head; of a head somebody one level up (P4)."""

    OPERATOR = "operator"
    HEAD = "head"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Shares:
    """Percent of replies, of those of newcomers in their first `newcomer_days`, of letters said to need no answer."""

    replies: int = 20
    newcomers: int = 100
    newcomer_days: int = 90
    thanks: int = 20


def place_of(message_id: int) -> int:
    """A message's place among all, 0 to 9,999: without a pattern, and for ever the same."""
    digest = blake2b(message_id.to_bytes(8), digest_size=8).digest()
    return int.from_bytes(digest) % PLACES


def is_picked(message_id: int, percent: int) -> bool:
    """Whether it is among the `percent` (0 to 100) that are looked at."""
    return place_of(message_id) < percent * A_PERCENT


def at_least(shares: Shares, usual: Shares) -> Shares:
    """Of those who lead, whose department's shares are their own to set: nothing below what is usual for all."""
    return Shares(
        replies=max(shares.replies, usual.replies),
        newcomers=max(shares.newcomers, usual.newcomers),
        newcomer_days=max(shares.newcomer_days, usual.newcomer_days),
        thanks=max(shares.thanks, usual.thanks),
    )


def share_of(shares: Shares, own: int | None, *, hired_on: date, day: date) -> tuple[int, Why]:
    """(percent, why) of somebody's replies on `day`. `own`: set for the person, which goes before all else; a newcomer
    is looked at no less than others."""
    if own is not None:
        return own, Why.SAMPLE
    if day < hired_on + timedelta(days=shares.newcomer_days):
        return max(shares.newcomers, shares.replies), Why.NEWCOMER
    return shares.replies, Why.SAMPLE


def level_of(*, heads: bool, operates: bool) -> Level:
    """Who reviews what somebody wrote, by what they are in the department then."""
    if heads:
        return Level.UP
    return Level.HEAD if operates else Level.OPERATOR
