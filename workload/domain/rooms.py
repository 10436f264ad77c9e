"""The weeks of a person on the load board, from what is planned for their days (L7)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from workload.domain.load import DAYS, Plan, Room, part_of
from workload.domain.planned import PlannedDay, Work, lost_minutes


def plan_of(
    days: Iterable[PlannedDay],
    inflow: Sequence[int],
    *,
    starts_on: date,
    today: date,
    at: datetime,
    covering: Sequence[int] = (),
) -> Plan:
    """The weeks from Monday `starts_on` on, one for each of `inflow`; `covering`: what they answer for others. Days
    before `today` and the hours before `at` are no longer free; a day on which somebody is not employed here is not
    planned."""
    planned = {day.day: day for day in days}
    weeks = [
        [planned.get(starts_on + timedelta(days=DAYS * week + day)) for day in range(DAYS)]
        for week in range(len(inflow))
    ]
    rooms = tuple(
        _room(week, minutes, more, today, at)
        for week, minutes, more in zip(weeks, inflow, covering or (0,) * len(inflow), strict=True)
    )
    return Plan(starts_on, today, rooms)


def no_plan(weeks: int, *, starts_on: date, today: date) -> Plan:
    """Weeks in which nobody works."""
    return Plan(starts_on, today, (Room(0, (0,) * DAYS),) * weeks)


def left_of(day: PlannedDay, at: datetime) -> int:
    """Of the free minutes of a day, those that are still to come: by the part of its working time that is."""
    whole = _present(day.works, day)
    left = _present(filter(None, (_after(work, at) for work in day.works)), day)
    return day.free_minutes * left // whole if whole > left else day.free_minutes


def passed_on(days: Iterable[PlannedDay], inflow: int, *, monday: date, today: date) -> dict[int, int]:
    """{absence: minutes of a week's inflow that somebody else answers in it}, from `today` on."""
    week = [day for day in days if monday <= day.day < monday + timedelta(days=DAYS)]
    planned = sum(day.planned_minutes for day in week)
    lost: dict[int, int] = defaultdict(int)
    for day in week:
        if day.away_minutes and day.day >= today:
            lost[day.aways[0].absence_id] += day.away_minutes
    return {absence: part_of(inflow, minutes, planned) for absence, minutes in lost.items()}


def _room(days: Sequence[PlannedDay | None], inflow: int, covering: int, today: date, at: datetime) -> Room:
    return Room(
        planned_minutes=sum(day.planned_minutes for day in days if day),
        free=tuple(_free(day, today, at) if day else 0 for day in days),
        inflow_minutes=inflow,
        covering_minutes=covering,
    )


def _free(day: PlannedDay, today: date, at: datetime) -> int:
    if day.day > today:
        return day.free_minutes
    return left_of(day, at) if day.day == today else 0


def _present(works: Iterable[Work], day: PlannedDay) -> int:
    """Minutes of `works` in which the person is there."""
    kept = list(works)
    return sum(work.minutes for work in kept) - lost_minutes(kept, day.aways)


def _after(work: Work, at: datetime) -> Work | None:
    """What is left of a stretch after `at`; its break is taken as lying behind."""
    if work.starts_at >= at:
        return work
    return Work(at, work.ends_at) if work.ends_at > at else None
