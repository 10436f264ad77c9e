"""Celery tasks that actions hand out after commit."""

from uuid import UUID

from celery import shared_task

from support_desk.shared import clock


@shared_task
def relay_outbox() -> None:
    """Sends what is due in the outbox."""
    from support_desk.shared.actions.relay_outbox import relay_outbox as relay

    relay(at=clock.now())


@shared_task
def run_job(job_id: str) -> None:
    """One step of a job, and the next by a task of its own: each ends well before the broker gives it to another."""
    from support_desk.shared.actions.jobs import run_step

    if run_step(job_id=UUID(job_id), at=clock.now()):
        run_job.delay(job_id)
