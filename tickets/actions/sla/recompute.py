"""Counting clocks anew after what they were counted by has changed (S2): in batches, by a job that can be resumed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from support_desk.shared.actions.jobs import start_job
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from tickets.actions.saving import save_counts
from tickets.actions.sla.choosing import choose_terms_of_many
from tickets.actions.sla.recounting import recount_clocks
from tickets.models import Clock, Ticket
from tickets.models.ticket import TicketQuerySet

KIND = "sla.recompute"
BATCH = 500


def recompute_later(
    *,
    at: datetime,
    by: Viewer,
    policy_id: int | None = None,
    calendar_id: int | None = None,
    project_ids: Iterable[int] | None = None,
    client_id: int | None = None,
    department_id: int | None = None,
) -> None:
    """Called in the transaction of the change; which live tickets it concerns is named, all of them when nothing is.

    A change that no person made is followed at once, in its own transaction.
    """
    named: dict[str, Any] = {
        "sla_policy_id": policy_id,
        "calendar_id": calendar_id,
        "client_id": client_id,
        "department_id": department_id,
        "project_id__in": None if project_ids is None else sorted(set(project_ids)),
    }
    which = {name: value for name, value in named.items() if value is not None}
    if by.user_id is None:
        _recount_all(which, at=at)
        return
    # The instant makes each change a run of its own: one that is under way may have passed these tickets already.
    request = {"which": which, "changed_at": at.isoformat()}
    total = _concerned(which).count()
    start_job(kind=KIND, title=_("Counting response times anew"), params=request, total=total, by=by, at=at)


def recompute_step(job: Job) -> bool:
    """One batch of the job; True when the last was done."""
    count, last = recount_batch(
        job.params["request"]["which"], after=job.params.get("after", 0), at=job.heartbeat_at or job.created_at
    )
    job.done += count
    job.params["after"] = last
    return last is None


@transaction.atomic
def recount_batch(which: Mapping[str, Any], *, after: int, at: datetime) -> tuple[int, int | None]:
    """Counts up to 500 tickets with a higher id anew; (how many, the last id or None when none can be left)."""
    locked = _concerned(which).filter(pk__gt=after).select_related("department", "client").order_by("pk")
    tickets = list(locked.select_for_update(of=("self",))[:BATCH])
    choose_terms_of_many(tickets, at=at)
    recount_clocks(tickets, at=at)
    save_counts(tickets)
    return len(tickets), tickets[-1].pk if len(tickets) == BATCH else None


def _recount_all(which: Mapping[str, Any], *, at: datetime) -> None:
    last: int | None = 0
    while last is not None:
        _count, last = recount_batch(which, after=last, at=at)


def recount_stale(*, at: datetime, limit: int = BATCH) -> int:
    """Counts anew what a deed has begun by a version that was replaced at the same moment; how many tickets."""
    behind = Clock.objects.unfinished().filter(
        Q(policy_number__lt=F("policy__version")) | Q(calendar_number__lt=F("calendar__version")), breached_at=None
    )
    ids = sorted(set(behind.values_list("ticket_id", flat=True)[:limit]))
    if ids:
        recount_batch({"pk__in": ids}, after=0, at=at)
    return len(ids)


def _concerned(which: Mapping[str, Any]) -> TicketQuerySet:
    return Ticket.objects.live().filter(**which)
