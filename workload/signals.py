"""The one thing that people's app calls out to whoever routes work: somebody's presence has changed (L4)."""

from collections.abc import Collection
from datetime import datetime

from django.dispatch import Signal

# Sent with `employee_ids`, `at` and `since`, in the transaction of the change.
presence_changed = Signal()


def tell_presence_changed(employee_ids: Collection[int], *, at: datetime, since: datetime | None = None) -> None:
    """Tells that these people's presence at `at` is another one. `since`: the time up to `at` has passed by itself,
    and whoever's absence ended in it has returned. When it is not before `at`, the clock was set back."""
    presence_changed.send(sender=None, employee_ids=frozenset(employee_ids), at=at, since=since)
