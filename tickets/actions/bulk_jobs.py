"""A change of a whole list as a job with progress, and what is kept of a change so that it can be undone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared import clock
from support_desk.shared.actions.jobs import start_job
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.middleware import viewer_of
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from tickets.actions.bulk import BulkChange, BulkOutcome, change_tickets
from tickets.actions.bulk_undo import undo_changes
from tickets.domain.statuses import Event
from tickets.models import Priority, Ticket
from workload.models import Employee

KIND, UNDO_KIND = "tickets.bulk", "tickets.bulk_undo"
MOST_AT_ONCE = 50
MOST = 10_000
STEP = 25
UNDO_WITHIN = timedelta(hours=1)


def change_list(*, numbers: Sequence[int], change: BulkChange, by: Viewer, at: datetime) -> Job:
    """Starts the change of all these tickets. Refused for more than 10,000."""
    if len(numbers) > MOST:
        raise Refused(_("At most 10,000 tickets are changed at once. Narrow the list."))
    params = {"tickets": list(numbers), "change": written(change)}
    return start_job(kind=KIND, title=title_of(len(numbers)), params=params, total=len(numbers), by=by, at=at)


def change_step(job: Job) -> bool:
    """Changes the next tickets; rights are those that the owner has at this moment."""
    request, at = job.params["request"], clock.now()
    by = viewer_of(job.owner, at)
    numbers = request["tickets"][job.done : job.done + STEP]
    tickets = list(Ticket.objects.visible_to(by).filter(number__in=numbers))
    outcome = change_tickets(tickets=tickets, change=read(request["change"]), by=by, at=at)
    job.params["changes"] = [*job.params.get("changes", []), *outcome.changes]
    job.params["refused"] = [*job.params.get("refused", []), *outcome.refused]
    job.done += len(numbers)
    return job.done >= len(request["tickets"])


def keep_changes(*, outcome: BulkOutcome, by: Viewer, at: datetime) -> Job:
    """What was changed at once, kept as a finished job so that it is undone like any other."""
    if by.user_id is None:
        raise NotAllowed
    count = len(outcome.changed)
    params = {"request": {}, "changes": outcome.changes, "refused": outcome.refused}
    return Job.objects.create(
        kind=KIND,
        title=title_of(count),
        params=params,
        owner_id=by.user_id,
        state=Job.State.DONE,
        done=count,
        total=count,
        created_at=at,
        started_at=at,
        finished_at=at,
    )


@transaction.atomic
def undo_job(*, job_id: UUID, by: Viewer, at: datetime) -> BulkOutcome | Job:
    """Puts back what a finished change did, once: at once, or a long one by a job of its own. Refused after an hour,
    and a second time."""
    job = Job.objects.visible_to(by).select_for_update(of=("self",)).get(pk=job_id, kind=KIND)
    if job.finished_at is None:
        raise Refused(_("This is still running."))
    if job.params.get("undone"):
        raise Refused(_("This was undone already."))
    if job.finished_at < at - UNDO_WITHIN:
        raise Refused(_("A change is undone within an hour."))
    changes = job.params.get("changes", [])
    job.params["undone"] = True
    job.save(update_fields=["params"])
    if len(changes) <= MOST_AT_ONCE:
        return undo_changes(changes=changes, by=by, at=at)
    title = ngettext("Undoing %(count)d change", "Undoing %(count)d changes", len(changes)) % {"count": len(changes)}
    return start_job(kind=UNDO_KIND, title=title, params={"changes": changes}, total=len(changes), by=by, at=at)


def undo_step(job: Job) -> bool:
    """Puts the next tickets back."""
    changes, at = job.params["request"]["changes"], clock.now()
    part = changes[job.done : job.done + STEP]
    outcome = undo_changes(changes=part, by=viewer_of(job.owner, at), at=at)
    job.params["refused"] = [*job.params.get("refused", []), *outcome.refused]
    job.done += len(part)
    return job.done >= len(changes)


def title_of(count: int) -> str:
    return ngettext("Changing %(count)d ticket", "Changing %(count)d tickets", count) % {"count": count}


def written(change: BulkChange) -> dict[str, Any]:
    """The change as JSON can carry it."""
    return {
        "event": change.event,
        "priority": change.priority,
        "assignee": change.assignee.pk if change.assignee else None,
        "unassign": change.unassign,
        "no_answer": change.no_answer,
    }


def read(facts: dict[str, Any]) -> BulkChange:
    """The change that `written` wrote."""
    return BulkChange(
        event=Event(facts["event"]) if facts["event"] else None,
        priority=Priority(facts["priority"]) if facts["priority"] else None,
        assignee=Employee.objects.get(pk=facts["assignee"]) if facts["assignee"] else None,
        unassign=facts["unassign"],
        no_answer=facts.get("no_answer", False),
    )
