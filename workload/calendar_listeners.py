"""Who in the apps above counts with calendars and must hear that one has changed: imports run one way."""

from datetime import datetime
from typing import Protocol

from support_desk.shared.viewer import Viewer


class Listener(Protocol):
    """Called in the transaction of the change, once for each version after the first."""

    def __call__(self, *, calendar_id: int, by: Viewer, at: datetime) -> object: ...


LISTENERS: list[Listener] = []


def register(listener: Listener) -> None:
    """Called from an app's `ready()`; twice changes nothing."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def tell(*, calendar_id: int, by: Viewer, at: datetime) -> None:
    """Everybody hears it."""
    for listener in LISTENERS:
        listener(calendar_id=calendar_id, by=by, at=at)
