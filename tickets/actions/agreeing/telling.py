"""Who hears what of estimates, approvals and overruns; nobody hears of their own deed."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from support_desk.shared.notices import Note, notify
from support_desk.shared.viewer import Viewer
from tickets.models import Approval, Estimate, Overrun, Task
from workload.models import Employee


def tell_confirmers(estimate: Estimate, *, by: Viewer, at: datetime) -> None:
    """Whoever is to look at it now: the author's mentor, else the manager of the task."""
    mentor = estimate.author.mentor
    waits_for = mentor if estimate.state == Estimate.State.WITH_MENTOR and mentor else estimate.task.manager
    key = f"estimate.waits:{estimate.pk}:{estimate.state}"
    facts = {"minutes": estimate.minutes, "author": estimate.author.name}
    tell([waits_for], estimate.task, kind="estimate.waits", key=key, facts=facts, by=by, at=at)


def tell_author(estimate: Estimate, kind: str, *, by: Viewer, at: datetime, reason: str = "") -> None:
    """What became of it. `kind`: estimate.confirmed or estimate.returned."""
    facts = {"minutes": estimate.minutes, "by": by.name, "state": estimate.state, "reason": reason[:300]}
    key = f"{kind}:{estimate.pk}:{at:%Y%m%dT%H%M%S}"
    tell([estimate.author], estimate.task, kind=kind, key=key, facts=facts, by=by, at=at)


def tell_decided(approval: Approval, tasks: Iterable[Task], *, by: Viewer, at: datetime) -> None:
    """The client has answered: whoever asked, and manager and specialist of each task."""
    kind = f"approval.{approval.state}"
    for task in tasks:
        facts = {"minutes": approval.minutes, "by": by.name, "comment": approval.comment[:300]}
        people = [approval.asked_by, task.manager, task.assignee]
        tell(people, task, kind=kind, key=f"{kind}:{approval.pk}:{task.pk}", facts=facts, by=by, at=at)


def tell_overrun(overrun: Overrun, kind: str, *, by: Viewer, at: datetime) -> None:
    """Reported: its manager hears; decided: who reported it."""
    listener = overrun.task.manager if kind == "overrun.reported" else overrun.reported_by
    facts = {"minutes": overrun.minutes, "cause": overrun.cause, "by": by.name, "text": overrun.explanation[:300]}
    tell([listener], overrun.task, kind=kind, key=f"{kind}:{overrun.pk}", facts=facts, by=by, at=at)


def tell(
    people: Iterable[Employee | None],
    task: Task,
    *,
    kind: str,
    key: str,
    facts: dict[str, object],
    by: Viewer,
    at: datetime,
) -> None:
    """One notice a person, which leads to what was agreed on the task."""
    accounts = {person.user_id for person in people if person is not None} - {by.user_id}
    told = {"task": task.title, "number": task.ticket.number, **facts}
    url, department_id = reverse("task", args=[task.pk]), task.ticket.department_id
    notify(
        [Note(each, kind, key, told, url, deliver_at=at, department_id=department_id) for each in sorted(accounts)],
        at=at,
    )
