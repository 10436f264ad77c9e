"""An employee answers the client by mail (T2): from their own proven address, within their rights of the moment."""

from django.db import transaction

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.mail.incoming import Incoming
from tickets.actions.moving import apply_event
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.saving import save_ticket
from tickets.domain.mail.threading import Decision
from tickets.domain.statuses import Event, Party
from tickets.models import Message, Ticket
from tickets.queries.work_policies import reopens_until


def answer_by_mail(incoming: Incoming, decision: Decision) -> Message | None:
    """A public reply that goes on to the client, or None when it must not: too late, no right any more, no words.

    What the employee quoted, and their signature, stay behind: the client gets the fresh words under the desk's name.
    """
    employee = incoming.writer.employee
    assert employee is not None
    try:
        with transaction.atomic():
            return _answer(incoming, Ticket(pk=decision.ticket_id), by=employee)
    except (Refused, Ticket.DoesNotExist):
        return None


def _answer(incoming: Incoming, ticket: Ticket, *, by: Viewer) -> Message:
    _reopen(lock_ticket(ticket, by=by), incoming, by=by)
    message = reply(
        ticket=ticket,
        body=incoming.read.fresh_text or incoming.read.mail.text,
        by=by,
        at=incoming.at,
        files=[file for file, _part in incoming.files.kept()],
        options=ReplyOptions(),
    )
    message.raw_mail = incoming.raw
    message.save(update_fields=["raw_mail"])
    return message


def _reopen(ticket: Ticket, incoming: Incoming, *, by: Viewer) -> None:
    """As a client's answer does, within the same days; later the answer is refused as one to a closed ticket."""
    until = reopens_until(ticket)
    if until is not None and incoming.at <= until:
        apply_event(ticket, Event.REOPEN, party=Party.STAFF, by=by, at=incoming.at)
        save_ticket(ticket, by=by, at=incoming.at)
