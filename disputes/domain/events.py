"""Which two disputes are about the same event (D1)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says that whom broke which regulation when, and the message or ticket where it shows; all by id.

    `is_dropped`: it was withdrawn or lapsed, so that nobody has answered it and nothing was decided.
    """

    initiator: int
    respondent: int
    regulation: int
    happened_on: date
    message: int | None = None
    ticket: int | None = None
    is_dropped: bool = False


def is_same_event(one: Claim, other: Claim) -> bool:
    """The same linked message, or ticket where one of them links no message; without links the same rule and day.

    Whoever asks compares the people: a counter-dispute is about the same event with the sides turned.
    """
    for link, other_link in ((one.message, other.message), (one.ticket, other.ticket)):
        if link is not None and other_link is not None:
            return link == other_link
    return (one.regulation, one.happened_on) == (other.regulation, other.happened_on)


def is_repeat(claim: Claim, before: Claim) -> bool:
    """The same event and person, whoever opened it first. What was dropped binds only whoever dropped it: a friend's
    claim, opened and withdrawn, is no shelter from everybody else's."""
    binds = not before.is_dropped or claim.initiator == before.initiator
    return binds and claim.respondent == before.respondent and is_same_event(claim, before)


def is_counter(claim: Claim, before: Claim) -> bool:
    """The answer of a respondent with a dispute of their own about the same event; to what was dropped there is
    nothing to answer."""
    turned = (claim.initiator, claim.respondent) == (before.respondent, before.initiator)
    return turned and not before.is_dropped and is_same_event(claim, before)
