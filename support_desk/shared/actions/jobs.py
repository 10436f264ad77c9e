"""Long work in steps: started by a person, run by a worker, resumed after a crash."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.jobs_registry import STEPS
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer

logger = logging.getLogger(__name__)
State = Job.State
SILENT_AFTER = timedelta(minutes=2)


@transaction.atomic
def start_job(*, kind: str, title: str, params: Mapping[str, Any], total: int, by: Viewer, at: datetime) -> Job:
    """Queues one run of `kind`; a second click while the same work is under way gives the run that exists."""
    if by.user_id is None:
        raise NotAllowed
    unfinished = Job.objects.filter(owner_id=by.user_id, kind=kind, state__in=[State.QUEUED, State.RUNNING])
    existing = unfinished.filter(params__request=dict(params)).first()
    if existing:
        return existing
    job = Job.objects.create(
        kind=kind, title=title[:200], params={"request": dict(params)}, owner_id=by.user_id, total=total, created_at=at
    )
    _hand_out(job)
    return job


@transaction.atomic
def resume_job(*, job: Job, by: Viewer, at: datetime) -> Job:
    """Hands a run that has gone silent to a worker again; the steps it has done stay done."""
    locked = Job.objects.visible_to(by).select_for_update().get(pk=job.pk)
    if not is_silent(locked, at=at):
        raise Refused(_("This is still running."))
    locked.heartbeat_at = at
    locked.save(update_fields=["heartbeat_at"])
    _hand_out(locked)
    return locked


def is_silent(job: Job, *, at: datetime) -> bool:
    """Unfinished, and no worker has been heard of for two minutes."""
    last = job.heartbeat_at or job.created_at
    return job.state in (State.QUEUED, State.RUNNING) and last <= at - SILENT_AFTER


@transaction.atomic
def run_step(*, job_id: UUID, at: datetime) -> bool:
    """One step of the job; True when there is more to do. A delivery while another worker is at it does nothing.

    The row stays locked for the step (seconds), so that a worker's death gives it back with the step undone.
    """
    waiting = Job.objects.select_for_update(skip_locked=True, of=("self",)).select_related("owner")
    job = waiting.filter(pk=job_id, state__in=[State.QUEUED, State.RUNNING]).first()
    if job is None:
        return False
    job.state, job.started_at, job.heartbeat_at = State.RUNNING, job.started_at or at, at
    try:
        with transaction.atomic():
            is_finished = STEPS[job.kind](job)
    except Refused as refusal:
        is_finished = _fail(job, str(refusal))
    except Exception:
        logger.exception("job %s failed", job.pk)
        is_finished = _fail(job, _("Something went wrong on our side. Start it again; if it fails again, tell us."))
    if is_finished:
        job.state = State.FAILED if job.error else State.DONE
        job.finished_at = at
    job.save()
    return not is_finished


def _fail(job: Job, sentence: str) -> bool:
    job.error, job.result = sentence, None
    return True


def _hand_out(job: Job) -> None:
    from support_desk.shared.tasks import run_job

    run_job.delay_on_commit(str(job.pk))
