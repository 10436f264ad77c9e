"""Sending what is due in the outbox: lease, send, note the outcome."""

import logging
import random
import time
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q

from support_desk.shared import audit, clock
from support_desk.shared.models import OutboxItem
from support_desk.shared.outbox import SENDERS, NotNeeded, NotNow, PermanentFailure, TryAgain
from support_desk.shared.viewer import Viewer

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12
# A run ends well before the lease of an item it took last, however slow the receiver is.
LONGEST_RUN = 25.0
State = OutboxItem.State
RANDOM = random.SystemRandom()


def relay_outbox(*, at: datetime, limit: int = 50, seconds: float = LONGEST_RUN) -> int:
    """Sends up to `limit` items that are due at `at`; returns how many were sent. Any number may run at once.

    After `seconds` no further item is begun: leases count from `at`."""
    sent = 0
    ends = time.monotonic() + seconds
    for _step in range(limit):
        item = lease_next(at=at) if time.monotonic() < ends else None
        if item is None:
            break
        sent += deliver(item)
    return sent


@transaction.atomic
def lease_next(*, at: datetime) -> OutboxItem | None:
    """Takes the next due item for five minutes; one whose worker died is taken again when its lease has run out."""
    due = Q(state=State.PENDING, available_at__lte=at) | Q(state=State.LEASED, leased_until__lte=at)
    item = OutboxItem.objects.select_for_update(skip_locked=True).filter(due).order_by("available_at", "id").first()
    if item is None:
        return None
    item.state, item.lease, item.leased_until = State.LEASED, uuid4(), at + LEASE
    item.attempts += 1
    item.save(update_fields=["state", "lease", "leased_until", "attempts"])
    return item


def deliver(item: OutboxItem) -> bool:
    """Sends one leased item and notes what came of it; True when the receiver took it."""
    lease = item.lease
    assert lease is not None
    try:
        SENDERS[item.kind](item)
    except NotNow as early:
        _settle(item, lease, state=State.PENDING, available_at=early.until, attempts=F("attempts") - 1)
        return False
    except NotNeeded:
        _settle(item, lease, state=State.CANCELLED)
        return False
    except PermanentFailure as failure:
        _settle(item, lease, state=State.DEAD, last_error=str(failure).replace("\x00", "")[:2000])
        return False
    except Exception as failure:
        logger.warning("outbox %s failed: %s", item.key, failure)
        _fail(item, lease, failure)
        return False
    _settle(item, lease, state=State.SENT, sent_at=clock.now(), last_error="")
    return True


def _fail(item: OutboxItem, lease: UUID, failure: Exception) -> None:
    told = str(failure) if isinstance(failure, TryAgain) else f"{type(failure).__name__}: {failure}"
    reason = told.replace("\x00", "")[:2000]
    if item.attempts >= MOST_ATTEMPTS:
        _settle(item, lease, state=State.DEAD, last_error=reason)
    else:
        later = clock.now() + backoff(item.attempts)
        _settle(item, lease, state=State.PENDING, available_at=later, last_error=reason)


def _settle(item: OutboxItem, lease: UUID, **fields: object) -> None:
    """Compare-and-set: whoever lost the lease in the meantime changes nothing."""
    OutboxItem.objects.filter(pk=item.pk, lease=lease).update(lease=None, leased_until=None, **fields)


def backoff(attempts: int) -> timedelta:
    """10 s, 20 s, 40 s, … up to an hour, each with up to a quarter more so that retries do not march in step."""
    seconds = min(10 * 2 ** (attempts - 1), 3600)
    return timedelta(seconds=seconds * (1 + RANDOM.random() / 4))


def cancel(*, key: str) -> bool:
    """Takes back an item that has not been sent; False when it is too late."""
    taken = OutboxItem.objects.filter(key=key, state=State.PENDING, attempts=0).update(state=State.CANCELLED)
    return taken == 1


@transaction.atomic
def revive(*, item: OutboxItem, by: Viewer, at: datetime) -> bool:
    """Sends a given-up item once more from the start, by a person's decision; False when it is not given up."""
    given_up = OutboxItem.objects.select_for_update().filter(pk=item.pk, state=State.DEAD).first()
    if given_up is None:
        return False
    before = {"state": given_up.state, "attempts": given_up.attempts, "last_error": given_up.last_error}
    given_up.state, given_up.attempts, given_up.available_at, given_up.last_error = State.PENDING, 0, at, ""
    given_up.save(update_fields=["state", "attempts", "available_at", "last_error"])
    audit.record(action="outbox.revive", target=given_up, by=by, at=at, before=before, after={"state": State.PENDING})
    return True
