"""The outbox: what must leave the house is a row of the same transaction, and a relay sends it.

Delivery is at least once and, but for a crash between the receiver's yes and our note of it, exactly once; a repeated
mail carries the same Message-ID.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from support_desk.shared.models import OutboxItem

Sender = Callable[[OutboxItem], None]
SENDERS: dict[str, Sender] = {}


class PermanentFailure(Exception):
    """The receiver will never take it: no retry."""


class TryAgain(Exception):
    """This attempt failed, a later one may not; the words are the receiver's and are shown to people as they are."""


class NotNeeded(Exception):
    """Nothing is left to be sent: taken back without counting as a failure."""


class NotNow(Exception):
    """Too early by our own rules (rate limits): tried again later without counting as a failure."""

    def __init__(self, until: datetime) -> None:
        super().__init__(str(until))
        self.until = until


def register(kind: str, sender: Sender) -> None:
    """Names the function that sends items of `kind`; called from an app's `ready()`."""
    SENDERS[kind] = sender


def enqueue(
    *, kind: str, key: str, payload: Mapping[str, Any], at: datetime, available_at: datetime | None = None
) -> OutboxItem:
    """Writes an item in the caller's transaction, to be sent at `available_at` or at once. A key is used once."""
    item = OutboxItem.objects.create(
        kind=kind, key=key, payload=dict(payload), created_at=at, available_at=available_at or at
    )
    from support_desk.shared.tasks import relay_outbox

    if available_at is None or available_at <= at:
        relay_outbox.delay_on_commit()
    return item
