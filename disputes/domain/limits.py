"""What may be disputed at all, and how often (D1); every number is a dated setting of the department (D0)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Final

from disputes.domain.events import Claim, is_counter, is_repeat
from workload.domain.refusals import BadInput, gettext_noop

ONESELF: Final = gettext_noop("Nobody opens a dispute against themselves.")
IN_FUTURE: Final = gettext_noop("This day has not come yet.")
TOO_OLD: Final = gettext_noop("What happened more than %(days)s days ago is not disputed any more.")
REPEAT: Final = gettext_noop("There is a dispute with this person about the same event already.")
COUNTER: Final = gettext_noop("There is a dispute against you about the same event: answer that one.")
TOO_MANY_OPEN: Final = gettext_noop("You have %(open)s open disputes, the most is %(most)s: wait until one is decided.")
TOO_MANY: Final = gettext_noop("You have opened %(opened)s disputes this month, the most is %(most)s.")


class NotDisputable(BadInput):
    """A dispute that D1 does not let open: the field is respondent, happened_on, event or initiator."""


@dataclass(frozen=True, slots=True)
class Limits:
    """days_back: how old an event may be. open_at_once, a_month: by one initiator, None: no limit."""

    days_back: int = 30
    open_at_once: int | None = 3
    a_month: int | None = 10


USUAL_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Opened:
    """How many disputes the initiator has open, and has opened in the month of today.

    Of the controller of M2 and the reviewers of S5 nothing is counted: is_exempt.
    """

    open_now: int = 0
    this_month: int = 0
    is_exempt: bool = False


def check_claim(
    claim: Claim, *, today: date, opened: Opened, before: Iterable[Claim], limits: Limits = USUAL_LIMITS
) -> None:
    """NotDisputable for the first thing that forbids it. `before`: whatever was opened between or against these two.

    Whoever withdrew a dispute does not open it again; others are not held by it.
    """
    refusals = chain(_of_people_and_days(claim, today, limits), _of_events(claim, before), _of_number(opened, limits))
    refusal = next(refusals, None)
    if refusal is not None:
        raise refusal


def _of_people_and_days(claim: Claim, today: date, limits: Limits) -> Iterator[NotDisputable]:
    if claim.initiator == claim.respondent:
        yield NotDisputable("respondent", ONESELF)
    if claim.happened_on > today:
        yield NotDisputable("happened_on", IN_FUTURE)
    if claim.happened_on < today - timedelta(days=limits.days_back):
        yield NotDisputable("happened_on", TOO_OLD, days=limits.days_back)


def _of_events(claim: Claim, before: Iterable[Claim]) -> Iterator[NotDisputable]:
    for earlier in before:
        if is_repeat(claim, earlier):
            yield NotDisputable("event", REPEAT)
        if is_counter(claim, earlier):
            yield NotDisputable("event", COUNTER)


def _of_number(opened: Opened, limits: Limits) -> Iterator[NotDisputable]:
    if opened.is_exempt:
        return
    if limits.open_at_once is not None and opened.open_now >= limits.open_at_once:
        yield NotDisputable("initiator", TOO_MANY_OPEN, open=opened.open_now, most=limits.open_at_once)
    if limits.a_month is not None and opened.this_month >= limits.a_month:
        yield NotDisputable("initiator", TOO_MANY, opened=opened.this_month, most=limits.a_month)
