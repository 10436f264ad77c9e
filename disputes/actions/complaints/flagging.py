"""Flagging a message of a client as a complaint, and writing one down by hand (S6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.actions.complaints.suggesting import settle_flagged
from disputes.actions.complaints.telling import tell_flagged
from disputes.complaint_permissions import check_can_flag, check_can_record
from disputes.models import Complaint
from disputes.queries.complaint_concerns import Concern, concern_of_manager, concern_of_message, day_of
from support_desk.shared.changing import create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.models import Channel, Client, Message, Project
from workload.models import Employee

LONGEST_WHAT: Final = 5_000
OLDEST: Final = timedelta(days=365)


class AlreadyFlagged(Refused):
    """Somebody else was first: one message is one complaint."""

    code = "already_flagged"


@dataclass(frozen=True, slots=True)
class Told:
    """What a client said elsewhere than in a ticket: about whom, on which day, and what."""

    client: Client
    manager: Employee
    happened_on: date
    what: str
    project: Project | None = None


@transaction.atomic
def flag_complaint(*, message: Message, what: str = "", by: Viewer, at: datetime) -> Complaint:
    """Whom it concerns is who answered the client when the message came. Flagging twice is once; AlreadyFlagged when
    somebody else has, Message.DoesNotExist when `by` does not see it."""
    locked = lock_message(message, by=by)
    check_can_flag(by, locked)
    check_length(what)
    known = Complaint.objects.filter(message=locked).first()
    if known is not None:
        if known.flagged_by_id == by.employee_id:
            return known
        raise AlreadyFlagged(_("This message is flagged as a complaint already."))
    ticket = locked.ticket
    source = Complaint.Source.CALL if locked.channel == Channel.PHONE else Complaint.Source.MESSAGE
    row = Complaint(
        message=locked, ticket=ticket, client=ticket.client, project=ticket.project, source=source, what=what.strip()
    )
    complaint = _kept(row, concern_of_message(locked), by=by, at=at)
    settle_flagged(message=locked, by=by, at=at)
    return complaint


@transaction.atomic
def record_complaint(*, told: Told, by: Viewer, at: datetime) -> Complaint:
    """Refused, naming the field: without words, for a day to come or more than a year ago, for a project of another
    client, and for a manager who did not work here on that day."""
    check_can_record(by)
    if not told.what.strip():
        raise Refused(_("Write what the client complains about."), field="what")
    check_length(told.what)
    if told.project is not None and told.project.client_id != told.client.pk:
        raise Refused(_("This project is another client’s."), field="project")
    concern = concern_of_manager(told.manager, told.happened_on)
    if concern is None:
        raise Refused(_("%(name)s did not work here on that day.") % {"name": told.manager.name}, field="manager")
    check_day(told.happened_on, today=day_of(at, concern.department))
    row = Complaint(
        client=told.client, project=told.project, source=Complaint.Source.BY_HAND, what=told.what.strip()
    )  # fmt: skip
    return _kept(row, concern, by=by, at=at)


def lock_message(message: Message, *, by: Viewer) -> Message:
    """As it is now, with its ticket. Message.DoesNotExist when `by` may not see it."""
    seen = Message.objects.visible_to(by).select_related("ticket__department", "ticket__client", "ticket__project")
    return seen.defer("search", "ticket__search").select_for_update(of=("self",)).get(pk=message.pk)


def check_length(what: str) -> None:
    if len(what) > LONGEST_WHAT:
        raise Refused(_("Write at most %(count)d characters.") % {"count": LONGEST_WHAT}, field="what")


def check_day(day: date, *, today: date) -> None:
    if day > today:
        raise Refused(_("This day has not come yet."), field="happened_on")
    if day < today - OLDEST:
        raise Refused(_("This is more than a year ago."), field="happened_on")


def _kept(row: Complaint, concern: Concern, *, by: Viewer, at: datetime) -> Complaint:
    row.department, row.happened_on = concern.department, concern.day
    row.manager_id, row.head_id = concern.manager_id, concern.head_id
    row.flagged_by_id, row.flagged_at = by.employee_id, at  # type: ignore[assignment]  # only employees flag
    facts = {"client": row.client, "manager": row.manager, "head": row.head, "day": row.happened_on, "what": row.what}
    complaint = create_row(row, action="complaint.flag", by=by, at=at, after=facts, department_id=row.department_id)
    tell_flagged(complaint, by=by, at=at)
    return complaint
