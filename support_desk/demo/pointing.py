"""Points of three months: a policy and the next one, corrections by the director, a month applied, another settled, and
something bought from the kitty (M1, M2, D10)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from disputes.actions.correcting_points import correct_points
from disputes.actions.point_policies import set_point_policy
from disputes.actions.settlements.applying import apply_settlement
from disputes.actions.settlements.kitty import spend_from_kitty
from disputes.actions.settlements.settling import settle_due
from disputes.domain.minus_limits import Person
from disputes.models import PointPolicy, Settlement
from support_desk.demo.stage import Stage
from support_desk.shared import audit
from workload.domain.months import month_after

FIVE_PAST: Final = timedelta(minutes=5)
# Whose points, how many, in the month so many back from the running one, and which words say why.
CORRECTIONS: Final = (
    ("manager2", -3, -2, "counted_twice"),
    ("manager4", 2, -2, "helped"),
    ("operator", -2, -1, "counted_twice"),
    ("manager", 1, -1, "helped"),
    ("manager2", -1, 0, "counted_twice"),
)
# What there is to lose, in kopecks: the variable part of the month's pay, and all of it.
VARIABLE, PAY = 2_000_000, 8_000_000
BOUGHT: Final = Decimal("120.00")


def settle_points(stage: Stage, *, at: datetime) -> None:
    """Every month that is over is settled at its own five past midnight, so that no news of it is new."""
    zone = ZoneInfo(stage.staff.departments["support"].timezone)
    running = at.astimezone(zone).date().replace(day=1)
    with audit.gathered():
        set_policies(stage, running, zone, at=at)
        for login, points, months, words in CORRECTIONS:
            correct(stage, login, points, words, at=min(noon_of(running, months, zone), at))
        for months in (-1, 0):
            settle_due(at=min(midnight_of(month_after(running, months), zone) + FIVE_PAST, at))
        apply_first(stage, month_after(running, -2), at=at - timedelta(hours=30))


def set_policies(stage: Stage, running: date, zone: ZoneInfo, *, at: datetime) -> None:
    """What is lost goes to the kitty; from next month on it circulates."""
    first, following = month_after(running, -2), month_after(running)
    kitty: dict[str, Any] = {"kind": PointPolicy.Kind.KITTY}
    other: dict[str, Any] = {"kind": PointPolicy.Kind.CIRCULATE, "rate": Decimal(150)}
    before = midnight_of(first, zone) - timedelta(hours=9)
    for starts_on, values, then in ((first, kitty, before), (following, other, at - timedelta(hours=30))):
        set_point_policy(
            department=stage.staff.departments["support"],
            starts_on=starts_on,
            values=values,
            by=stage.staff.viewer("director", then),
            at=then,
        )


def correct(stage: Stage, login: str, points: int, words: str, *, at: datetime) -> None:
    correct_points(
        employee=stage.staff.people[login],
        points=points,
        reason=stage.content.words["points"][words],
        by=stage.staff.viewer("director", at),
        at=at,
    )


def apply_first(stage: Stage, month: date, *, at: datetime) -> None:
    """Pay of the first month is frozen, and its kitty spent from."""
    support = stage.staff.departments["support"]
    settlement = Settlement.objects.get(department=support, month=month)
    people = [Person(one, VARIABLE, PAY) for one in settlement.lines.values_list("employee_id", flat=True)]
    apply_settlement(settlement=settlement, people=people, by=stage.staff.viewer("director", at), at=at)
    spend_from_kitty(
        department=support,
        amount=BOUGHT,
        what=stage.content.words["points"]["bought"],
        spent_on=at.date(),
        by=stage.staff.viewer("head", at),
        at=at,
    )


def noon_of(running: date, months: int, zone: ZoneInfo) -> datetime:
    """Noon of the second of the month so many before the running one."""
    return midnight_of(month_after(running, months), zone) + timedelta(days=1, hours=12)


def midnight_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
