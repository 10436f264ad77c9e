"""A calendar with everything in it, and the slow way to count: minute by minute on the wall clock."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from workload.domain.calendars import Calendar, calendar_from
from workload.domain.pauses import Pause

MINUTE = timedelta(minutes=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOCK = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)]
DAY = [["09:00", "13:00"], ["14:00", "18:00"]]
WEEK = dict.fromkeys(WEEKDAYS[:5], DAY)
OFFICE: dict[str, Any] = {
    "timezone": "Europe/Moscow",
    "week": WEEK,
    "holidays": ["2026-11-04"],
    "workdays": {"2026-11-01": [["09:00", "18:00"]]},
    "shortened": {"2026-11-03": 60},
}


def office(**differently: Any) -> Calendar:
    """The office of Moscow, 9 to 18 with a break from 13 to 14."""
    return calendar_from(OFFICE | differently)


def moscow(text: str) -> datetime:
    """2026-11-20T17:40 by the clock of Moscow, in UTC."""
    return datetime.fromisoformat(f"{text}+03:00").astimezone(UTC)


def slowly_open(spec: dict[str, Any], instant: datetime) -> bool:
    """Whether the wall clock shows working time, read from the written form itself."""
    local = instant.astimezone(ZoneInfo(spec["timezone"]))
    return f"{local:%H:%M}" in set(slowly_worked(spec, local.date()))


def slowly_worked(spec: dict[str, Any], day: date) -> list[str]:
    """Every worked minute of a day as the clock shows it."""
    text = day.isoformat()
    usual = [] if text in spec.get("holidays", []) else spec["week"].get(WEEKDAYS[day.weekday()], [])
    intervals = spec.get("workdays", {}).get(text, usual)
    worked = [shown for shown in CLOCK if any(opens <= shown < closes for opens, closes in intervals)]
    return worked[: len(worked) - spec.get("shortened", {}).get(text, 0)] if worked else []


def slowly_counted(
    spec: dict[str, Any], start: datetime, end: datetime, pauses: Sequence[Pause] = ()
) -> Iterator[datetime]:
    """The beginning of each minute between the two that counts; both are whole minutes."""
    days: dict[date, set[str]] = {}
    zone = ZoneInfo(spec["timezone"])
    while start < end:
        local = start.astimezone(zone)
        day = local.date()
        if day not in days:
            days[day] = set(slowly_worked(spec, day))
        is_paused = any(begins <= start and (ends is None or start < ends) for begins, ends in pauses)
        if CLOCK[60 * local.hour + local.minute] in days[day] and not is_paused:
            yield start
        start += MINUTE
