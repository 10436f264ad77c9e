"""Showing the head that an answer was promised a second time on one ticket (T5)."""

from datetime import datetime, timedelta

from django.conf import settings

from support_desk.shared.models import User
from support_desk.shared.notices import Note, notify, withdraw
from support_desk.shared.viewer import Viewer
from tickets.actions.following import back_at
from tickets.models import Message, Ticket
from tickets.notifications.escalation import PROMISED_AGAIN
from tickets.notifications.tools import ticket_facts, ticket_path
from workload.models import Employee
from workload.queries.presence import presence_of


def tell_promised_again(ticket: Ticket, message: Message, *, by: Viewer, at: datetime) -> None:
    """Tells the head of the locked ticket's department of its second promise, once and in their working hours; not of
    their own. One statement for a promise, three more for the second."""
    if message.promised_until is None or promises_before(ticket, message) != 1:
        return
    heads = Employee.objects.filter(headed_departments=ticket.department_id).exclude(pk=by.employee_id or 0)
    head = heads.first()
    if head is None:
        return
    works_from = back_at(presence_of([head.pk], at)[head.pk], at)
    note = Note(
        user_id=head.user_id,
        kind=PROMISED_AGAIN,
        key=key_of(message),
        facts={**ticket_facts(ticket), "by": message.author_name},
        url=ticket_path(ticket),
        deliver_at=max(works_from, at + timedelta(seconds=settings.REPLY_UNDO_SECONDS)),
        department_id=ticket.department_id,
    )
    notify([note], at=at)


def forget_promise(ticket: Ticket, message: Message) -> None:
    """A promise that is taken back was none. One statement, none for a reply without a promise."""
    if message.promised_until is not None:
        heads = User.objects.filter(employee__headed_departments=ticket.department_id)
        withdraw(key_of(message), users=heads)


def promises_before(ticket: Ticket, message: Message) -> int:
    """How many promises the ticket had before this message; what was taken back was none."""
    promised = ticket.messages.filter(direction=Message.Direction.OUTBOUND, promised_until__isnull=False)
    return promised.filter(retracted_at__isnull=True).exclude(pk=message.pk).count()


def key_of(message: Message) -> str:
    return f"promised-again:{message.pk}"
