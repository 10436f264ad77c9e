"""Which departments count by a calendar, asked of the apps above so that imports run one way (S1)."""

from collections.abc import Callable, Iterable
from datetime import datetime

Users = Callable[[int, datetime], Iterable[int]]
SOURCES: list[Users] = []


def register(source: Users) -> None:
    """Called from an app's `ready()`; twice changes nothing. `source(calendar_id, at)`: ids of departments."""
    if source not in SOURCES:
        SOURCES.append(source)


def users_above(calendar_id: int, at: datetime) -> set[int]:
    """Departments that the apps above let count by the calendar. One statement for each app."""
    return {department for source in SOURCES for department in source(calendar_id, at)}
