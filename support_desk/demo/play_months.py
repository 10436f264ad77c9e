"""How the departments play, and what their months came to: settled, then a kitty spent of what pay runs applied
(M1–M4)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from disputes.actions.point_policies import set_point_policy
from disputes.actions.settlements.kitty import spend_from_kitty
from disputes.actions.settlements.settling import settle_due
from disputes.models import PointPolicy
from disputes.queries.kitties import balance_of
from support_desk.demo.stage import Stage
from support_desk.demo.stories import Story
from workload.domain.months import month_after

DAY = timedelta(days=1)
SINCE = 88 * DAY
# Which department plays how, and who has set it.
POLICIES: Final = (
    ("support", "head", {"kind": PointPolicy.Kind.CIRCULATE, "rate": Decimal(100)}),
    ("development", "lead-developer", {"kind": PointPolicy.Kind.KITTY, "rate": Decimal(150)}),
)
# What the head has set for the month to come.
TO_COME: Final = {"kind": PointPolicy.Kind.CIRCULATE, "rate": Decimal(120)}
SETTLED: Final = time(0, 5)
SPENDER, MOST_SPENT = "lead-developer", Decimal(120)


def set_policies(stage: Stage, *, at: datetime) -> None:
    """The first ones, from the month in which disputes begin."""
    since = at - SINCE
    for key, login, values in POLICIES:
        department = stage.staff.departments[key]
        starts_on = since.astimezone(ZoneInfo(department.timezone)).date().replace(day=1)
        by = stage.staff.viewer(login, since)
        set_point_policy(department=department, starts_on=starts_on, values=values, by=by, at=since)


def months_of_points(stage: Stage, *, at: datetime) -> Story:
    """Each month settled in the night after it; the pay of the month applies it."""
    zone = ZoneInfo(stage.staff.departments["support"].timezone)
    for first in firsts_until(at, zone):
        night = datetime.combine(first, SETTLED, zone).astimezone(UTC)
        yield night
        settle_due(at=night)


def firsts_until(at: datetime, zone: ZoneInfo) -> Iterator[date]:
    """Firsts of the months after the one in which disputes begin, whose settlement is due by `at`."""
    first = month_after((at - SINCE).astimezone(zone).date().replace(day=1))
    while datetime.combine(first, SETTLED, zone) <= at:
        yield first
        first = month_after(first)


def spend(stage: Stage, *, at: datetime) -> None:
    """A part of the kitty at most."""
    department = stage.staff.departments["development"]
    amount = min(balance_of(department.pk), MOST_SPENT)
    if amount:
        spend_from_kitty(
            department=department,
            amount=amount,
            what=stage.content.named(stage.content.disputes["kitty"], "what"),
            spent_on=at.astimezone(ZoneInfo(department.timezone)).date(),
            by=stage.staff.viewer(SPENDER, at),
            at=at,
        )


def change_policy(stage: Stage, *, at: datetime) -> None:
    """From the next month on a point is worth more."""
    department = stage.staff.departments["support"]
    starts_on = month_after(at.astimezone(ZoneInfo(department.timezone)).date())
    set_point_policy(
        department=department, starts_on=starts_on, values=TO_COME, by=stage.staff.viewer("head", at), at=at
    )
