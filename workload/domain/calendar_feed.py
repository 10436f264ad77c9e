"""Spans as an iCalendar file (RFC 5545), so that a phone shows one's shifts (L1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

REFRESHED_EVERY: Final = timedelta(hours=1)
PRODUCT: Final = "-//Support Desk//Roster//EN"


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """`key`: names it for good ("shift-17"). `changed_at`: of its last change. `is_busy`: False for time off."""

    key: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    is_busy: bool = True


def calendar_file(name: str, events: Iterable[FeedEvent], *, host: str) -> bytes:
    """The file. The same events give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
    for one in events:
        calendar.add_component(_event(one, host))
    return bytes(calendar.to_ical())


def _event(one: FeedEvent, host: str) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@{host}")
    event.add("dtstamp", one.changed_at)
    event.add("dtstart", one.starts_at)
    event.add("dtend", one.ends_at)
    event.add("summary", one.summary)
    event.add("transp", "OPAQUE" if one.is_busy else "TRANSPARENT")
    return event
