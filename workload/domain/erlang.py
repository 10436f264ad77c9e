"""Erlang C: how long callers wait when so many people answer (R4).

Arrivals by chance and independent of each other, handling times exponential, nobody hangs up, one queue for all.
"""

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Final

from workload.domain.refusals import BadInput, gettext_noop

MOST_AGENTS: Final = 10_000
DIGITS: Final = 40

UNSTABLE: Final = gettext_noop(
    "%(agents)s people cannot keep up with work for %(load)s: the queue would grow for ever."
)


class BadQueue(BadInput):
    """A queue that cannot be computed, by the name of the input at fault."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """Shares from 0 to 1 and minutes. service_level: the share answered within the time asked for."""

    wait_probability: Decimal
    service_level: Decimal
    mean_wait_minutes: Decimal
    occupancy: Decimal


def erlang_c(
    *, arrivals_per_hour: Fraction, handle_minutes: Fraction, agents: int, within_minutes: Fraction
) -> Staffing:
    """BadQueue naming handle_minutes, agents, arrivals_per_hour or within_minutes; agents when they cannot keep up."""
    _check(arrivals_per_hour, handle_minutes, agents, within_minutes)
    load = arrivals_per_hour * handle_minutes / 60
    if load >= agents:
        raise BadQueue("agents", UNSTABLE, agents=agents, load=f"{float(load):g}")
    with localcontext(Context(prec=DIGITS)):
        traffic = _decimal(load)
        waiting = _wait_probability(traffic, agents)
        free = agents - traffic
        longer = (-free * _decimal(within_minutes) / _decimal(handle_minutes)).exp()
        return Staffing(waiting, 1 - waiting * longer, waiting * _decimal(handle_minutes) / free, traffic / agents)


def _check(arrivals_per_hour: Fraction, handle_minutes: Fraction, agents: int, within_minutes: Fraction) -> None:
    if not 1 <= agents <= MOST_AGENTS:
        raise BadQueue(
            "agents",
            gettext_noop("%(agents)s is not a number of people from 1 to %(most)s."),
            agents=agents,
            most=MOST_AGENTS,
        )
    if handle_minutes <= 0:
        raise BadQueue("handle_minutes", gettext_noop("Handling takes some time."))
    for field, value in (("arrivals_per_hour", arrivals_per_hour), ("within_minutes", within_minutes)):
        if value < 0:
            raise BadQueue(field, gettext_noop("This cannot be less than nothing."))


def _wait_probability(traffic: Decimal, agents: int) -> Decimal:
    """Erlang C from Erlang B, whose recursion over agents stays between 0 and 1 at any size."""
    blocked = Decimal(1)
    for agent in range(1, agents + 1):
        blocked = traffic * blocked / (agent + traffic * blocked)
    return blocked / (1 - traffic / agents * (1 - blocked))


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)
