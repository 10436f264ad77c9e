"""Celery tasks that actions hand out after commit."""

from celery import shared_task

from support_desk.shared import clock


@shared_task
def relay_outbox() -> None:
    """Sends what is due in the outbox."""
    from support_desk.shared.actions.relay_outbox import relay_outbox as relay

    relay(at=clock.now())
