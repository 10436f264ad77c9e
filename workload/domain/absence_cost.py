"""How much planned time each absence takes from a day (L6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from workload.domain.planned import PlannedDay, lost_minutes


def lost_by_absence(day: PlannedDay) -> dict[int, int]:
    """{absence: minutes}, together `day.away_minutes`: a break, or the share of part-time, is not lost twice. An
    absence that takes nothing from the day is left out."""
    raw = [lost_minutes(day.works, day.aways[: count + 1]) for count in range(len(day.aways))]
    whole, before, found = (raw[-1] if raw else 0), 0, {}
    for away, reached in zip(day.aways, raw, strict=True):
        share = day.away_minutes * reached // whole if whole else 0
        if share > before:
            found[away.absence_id] = share - before
        before = share
    return found


def lost_by_day(days: Iterable[PlannedDay]) -> Mapping[int, dict[date, int]]:
    """{absence: {day: minutes}} of one person."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for day in days:
        for absence_id, minutes in lost_by_absence(day).items():
            found[absence_id][day.day] = minutes
    return found
