"""Gaps: errors that nobody wrote a rule for. They cost no points (D2)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.models import RegulationGap
from disputes.notifications.gaps import tell_gap
from support_desk.shared.changing import create_row
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket


@transaction.atomic
def report_gap(
    *,
    happened_on: date,
    what: str,
    ticket: Ticket | None = None,
    message: Message | None = None,
    by: Viewer,
    at: datetime,
) -> RegulationGap:
    """Any employee says what no rule describes; it goes to the head of the ticket's department, else of their own.

    Refused, naming the field: without words, for a day to come, for a ticket or message that `by` does not see.
    """
    ticket = check_ticket(ticket, message, by)
    department_id = ticket.department_id if ticket else min(by.department_ids, default=None)
    if by.employee_id is None or department_id is None:
        raise NotAllowed(_("A gap is reported by who works in a department."))
    if not what.strip():
        raise Refused(_("Write what happened."), field="what")
    if happened_on > at.astimezone(ZoneInfo(by.timezone or settings.TIME_ZONE)).date():
        raise Refused(_("This day is still to come."), field="happened_on")
    row = RegulationGap(
        department_id=department_id,
        reported_by_id=by.employee_id,
        reported_at=at,
        happened_on=happened_on,
        what=what.strip(),
        ticket=ticket,
        message=message,
    )
    create_row(row, action="gap.report", by=by, at=at, after={"what": row.what, "happened_on": happened_on})
    tell_gap(row, by=by, at=at)
    return row


def check_ticket(ticket: Ticket | None, message: Message | None, by: Viewer) -> Ticket | None:
    """The ticket it is about, else that of the message. Refused where the viewer does not see one of them."""
    if message is not None:
        seen = Message.objects.visible_to(by).filter(pk=message.pk).select_related("ticket").first()
        if seen is None or (ticket is not None and seen.ticket_id != ticket.pk):
            raise Refused(_("This message does not belong to a ticket that you see."), field="message")
        return seen.ticket
    if ticket is not None and not Ticket.objects.visible_to(by).filter(pk=ticket.pk).exists():
        raise Refused(_("You see no ticket of this number."), field="ticket")
    return ticket
