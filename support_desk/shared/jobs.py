"""Celery entry points that beat starts."""

from celery import shared_task

from support_desk.shared import clock
from support_desk.shared.actions.forget_old_keys import forget_old_keys as forget
from support_desk.shared.actions.notices import forget_old_notices as forget_notices
from support_desk.shared.actions.relay_outbox import relay_outbox as relay
from support_desk.shared.actions.seal_audit import seal_audit as seal
from support_desk.shared.heartbeats import beat


@shared_task
def relay_outbox() -> int:
    """Sends what is due in the outbox."""
    return relay(at=clock.now())


@shared_task
def seal_audit() -> int:
    """Chains the audit entries of finished transactions."""
    return seal(at=clock.now())


@shared_task
def forget_old_keys() -> int:
    """Drops idempotency keys older than a day."""
    return forget(at=clock.now())


@shared_task
def forget_old_notices() -> int:
    """Drops notices read long ago."""
    at = clock.now()
    with beat("forget_old_notices", at) as run:
        run.done = forget_notices(at=at)
    return run.done
