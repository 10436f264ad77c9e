"""Whose a ticket is and how it is marked: assignee, priority, tags, followers, requester."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.opening import check_belongs_together
from tickets.actions.saving import save_ticket
from tickets.actions.sla.recounting import recount_own_clocks
from tickets.models import Contact, Follower, Priority, Project, ReadMark, Ticket
from tickets.permissions import check_can_triage, check_can_work_on, is_to_be_placed
from workload.models import Employee
from workload.queries.employees import employee_behind

LONGEST_TAG = 40
MOST_TAGS = 12
# What promises hang on: a change of one of these counts them anew (S2).
DECIDING = {"priority", "project", "department", "client"}


@transaction.atomic
def assign(*, ticket: Ticket, to: Employee | None, by: Viewer, at: datetime) -> Ticket:
    """Hands the ticket to `to`, or to nobody. Refused for somebody who has left."""
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    if to is not None and to.left_on is not None and to.left_on < at.date():
        raise Refused(_("%(name)s has left. Choose somebody who works here.") % {"name": to.name}, field="assignee")
    return _change(locked, "ticket.assign", by=by, at=at, assignee=to)


@transaction.atomic
def set_priority(*, ticket: Ticket, priority: Priority, by: Viewer, at: datetime) -> Ticket:
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    return _change(locked, "ticket.priority", by=by, at=at, priority=priority)


@transaction.atomic
def set_tags(*, ticket: Ticket, tags: Sequence[str], by: Viewer, at: datetime) -> Ticket:
    """Replaces the tags; lower case, each once, in the order given."""
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    clean = list(dict.fromkeys(" ".join(tag.lower().split()) for tag in tags if tag.strip()))
    if len(clean) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in clean):
        raise Refused(_("At most 12 tags of at most 40 characters."), field="tags")
    return _change(locked, "ticket.tags", by=by, at=at, tags=clean)


@transaction.atomic
def place_ticket(*, ticket: Ticket, project: Project, requester: Contact | None, by: Viewer, at: datetime) -> Ticket:
    """Gives a lead or a flagged ticket its project and contact: it becomes an ordinary ticket of the owner (T2, T3).

    Refused for any other, and for a project of another client than its own: what one has written the other would read.
    """
    locked = lock_ticket(ticket, by=by, also=["requester"])
    check_can_triage(by)
    if not is_to_be_placed(locked):
        raise Refused(_("This ticket has its place. Only leads and flagged tickets are given one."), field="project")
    client = locked.client or project.client
    check_belongs_together(client=client, project=project, requester=requester or locked.requester)
    return _change(
        locked,
        "ticket.place",
        by=by,
        at=at,
        client=client,
        project=project,
        department=project.department,
        requester=requester or locked.requester,
        assignee=project.owner,
        is_lead=False,
        flag="",
    )


@transaction.atomic
def follow(*, ticket: Ticket, by: Viewer, at: datetime, is_following: bool = True) -> None:
    """Follows the ticket, or stops following it."""
    locked = lock_ticket(ticket, by=by)
    employee = employee_behind(by)
    if is_following:
        _mark, changed = Follower.objects.get_or_create(ticket=locked, employee=employee)
    else:
        changed = bool(Follower.objects.filter(ticket=locked, employee=employee).delete()[0])
    if changed:
        audit.record(action="ticket.follow" if is_following else "ticket.unfollow", target=locked, by=by, at=at)


def mark_read(*, ticket: Ticket, by: Viewer, at: datetime) -> None:
    """Remembers that the viewer has read everything up to `at`. One statement, no lock of the ticket."""
    ReadMark.objects.bulk_create(
        [ReadMark(ticket=ticket, user_id=by.user_id or 0, read_at=at)],
        update_conflicts=True,
        unique_fields=["ticket", "user"],
        update_fields=["read_at"],
    )


def _change(ticket: Ticket, action: str, *, by: Viewer, at: datetime, **new: object) -> Ticket:
    before, after = audit.changes(ticket, **new)
    if not after:
        return ticket
    for name, value in after.items():
        setattr(ticket, name, value)
    if after.keys() & DECIDING:
        recount_own_clocks(ticket, at=at)
    save_ticket(ticket, by=by, at=at)
    audit.record(action=action, target=ticket, by=by, at=at, before=before, after=after)
    return ticket
