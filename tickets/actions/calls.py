"""Missed calls: logged once, called back, done with (T1, S4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import create_row, scope_of
from support_desk.shared.errors import Conflict, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.notes import log_call
from tickets.actions.opening import open_ticket
from tickets.actions.opening_by_hand import Matter, open_by_hand
from tickets.domain.phones import normal_phone
from tickets.models import Channel, Contact, MissedCall, Project, Ticket
from tickets.permissions import check_can_handle_calls, check_can_log_calls
from workload.models import Department
from workload.queries.employees import employee_behind

# Clocks of telephone exchanges are a little fast or slow.
CLOCK_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Talk:
    """What came of calling back. It goes into `ticket` when the client has one about it, else into a new one of
    `project`; with neither, the caller becomes a lead (T3)."""

    note: str = ""
    project: Project | None = None
    ticket: Ticket | None = None


@transaction.atomic
def log_missed_call(
    *, number: str, called_at: datetime, department: Department, by: Viewer, at: datetime, note: str = ""
) -> MissedCall:
    """A call that nobody took. The same number at the same instant is the same call: reported again, it is returned.

    Refused, naming the field, for what is no phone and for a call that is still to come.
    """
    check_can_log_calls(by, department.pk)
    phone = normal_phone(number)
    if phone is None:
        raise Refused(_("Write a phone with its country and city code, as in +7 495 123-45-67."), field="number")
    if called_at > at + CLOCK_SLACK:
        raise Refused(_("This call is still to come. Check the time."), field="called_at")
    known = MissedCall.objects.filter(department=department, number=phone, called_at=called_at)
    call = known.first()
    if call is not None:
        return call
    call = MissedCall(
        department=department, number=phone, called_at=called_at, contact=contact_of(phone, by), note=note.strip()
    )
    try:
        return create_row(call, action="call.log", by=by, at=at, after={"number": phone, "called_at": called_at})
    except Refused:
        # The exchange reported it twice at one moment: the other report has just been committed.
        told = known.first()
        if told is None:
            raise
        return told


def contact_of(phone: str, viewer: Viewer) -> Contact | None:
    """Whose phone it is; nobody's when people of several clients answer it."""
    people = Contact.objects.visible_to(viewer).filter(phones__number=phone, is_active=True).distinct()
    found = list(people.order_by("id")[:20])
    return found[0] if found and len({person.client_id for person in found}) == 1 else None


@transaction.atomic
def handle_missed_call(
    *, call: MissedCall, outcome: MissedCall.Outcome, by: Viewer, at: datetime, talk: Talk | None = None
) -> MissedCall:
    """Called back, not reached, or no need to: the call leaves the operator's list. Reached, what was said is written
    down in a ticket. Refused when somebody has handled it already."""
    locked = MissedCall.objects.visible_to(by).select_related("contact", "department").select_for_update(of=("self",))
    call = locked.get(pk=call.pk)
    check_can_handle_calls(by, call)
    if call.handled_at is not None:
        raise Conflict(_("Somebody has dealt with this call already."))
    call.outcome, call.handled_at, call.handled_by = outcome, at, employee_behind(by)
    if outcome == MissedCall.Outcome.REACHED:
        call.ticket = written_down(call, talk or Talk(), by=by, at=at)
    call.save()
    audit.record(
        action="call.handle",
        target=call,
        by=by,
        at=at,
        after={"outcome": outcome, "ticket": call.ticket.number if call.ticket else None},
        scope=call.ticket.scope if call.ticket else scope_of(call),
    )
    return call


def written_down(call: MissedCall, talk: Talk, *, by: Viewer, at: datetime) -> Ticket:
    """The ticket that now holds what was said: in one of theirs it is our answer, in a new one their question."""
    if not talk.note.strip():
        raise Refused(_("Write what was said."), field="note")
    if talk.ticket is not None:
        log_call(ticket=talk.ticket, body=talk.note, by=by, at=at, is_outgoing=True)
        return talk.ticket
    subject = str(_("Call from %(who)s") % {"who": call.contact.name if call.contact else call.number})
    if talk.project is not None:
        matter = Matter(subject=subject, text=talk.note, channel=Channel.PHONE)
        return open_by_hand(matter=matter, project=talk.project, requester=requester_in(talk, call), by=by, at=at)
    ticket = open_ticket(
        subject=subject,
        by=by,
        at=at,
        channel=Channel.PHONE,
        requester=call.contact,
        requester_name=call.contact.name if call.contact else call.number,
        department=call.department,
        flag="choose_project" if call.contact else "",
    )
    log_call(ticket=ticket, body=talk.note, by=by, at=at, is_outgoing=False)
    return ticket


def requester_in(talk: Talk, call: MissedCall) -> Contact | None:
    """The caller, unless the operator found that the call was about another client's project."""
    is_theirs = (
        call.contact is not None and talk.project is not None and call.contact.client_id == talk.project.client_id
    )
    return call.contact if is_theirs else None
