"""Who else is looking at a ticket, and who is writing (T7): kept in the cache for a minute, gone without a trace.

Without the cache nobody is shown and everything else works.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from support_desk.shared.viewer import Viewer

SEEN_SECONDS = 60
WRITING_SECONDS = 20


@dataclass(frozen=True, slots=True, order=True)
class Colleague:
    """Somebody else who has the ticket open."""

    name: str
    is_writing: bool


def note_presence(ticket_id: int, viewer: Viewer, at: datetime, *, is_writing: bool = False) -> list[Colleague]:
    """Says that `viewer` has the ticket open, and who else has, by name.

    Two who say so at the same moment may miss each other until the next time, half a minute later.
    """
    key = f"open:{ticket_id}"
    known: dict[int, tuple[str, float, float]] = cache.get(key) or {}
    now, me = at.timestamp(), viewer.employee_id or 0
    there = {person: seen for person, seen in known.items() if seen[1] > now - SEEN_SECONDS}
    wrote = now if is_writing else there.get(me, ("", 0.0, 0.0))[2]
    there[me] = (viewer.name, now, wrote)
    cache.set(key, there, SEEN_SECONDS)
    others = (seen for person, seen in there.items() if person != me)
    return sorted(Colleague(name, written > now - WRITING_SECONDS) for name, _seen, written in others)
