"""Reminding people of the roster that is due, and telling the head who is missing (L1)."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from support_desk.shared.notices import Note, notify
from workload.domain.roster_dates import Telling
from workload.notifications.rosters import DUE, MISSING, MOST_NAMES
from workload.queries.roster_links import roster_address
from workload.queries.roster_missing import MissingRosters, missing_rosters

# Nobody is reminded of paperwork at night.
MORNING = time(9)


def remind_of_rosters(*, at: datetime) -> int:
    """Two reminders before the day and the list after it, each told once however often this runs; how many are new."""
    notes = [note for missing in missing_rosters(at) for note in _notes(missing, at=at)]
    return notify(notes, at=at)


def _notes(missing: MissingRosters, *, at: datetime) -> Iterator[Note]:
    due, place = missing.due, missing.department
    morning = datetime.combine(missing.today, MORNING, ZoneInfo(place.timezone)).astimezone(UTC)
    facts = {"month": due.month, "due_on": due.due_on, "department": place.name}
    url = roster_address(due.month, place.pk)
    if due.telling is not Telling.MISSING:
        for person in missing.people:
            key = f"{DUE}:{due.month:%Y-%m}:{due.telling}"
            yield Note(person.user_id, DUE, key, facts, url, max(at, morning), department_id=place.pk)
    elif place.head is not None:
        names = [person.name for person in missing.people]
        facts |= {"count": len(names), "names": names[:MOST_NAMES]}
        key = f"{MISSING}:{place.pk}:{due.month:%Y-%m}"
        yield Note(place.head.user_id, MISSING, key, facts, url, max(at, morning), department_id=place.pk)
