"""A letter that is a matter of its own gets a ticket of its own (T7)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.joining.clocks import begin_what_is_owed, carry_with_messages
from tickets.actions.joining.moving_messages import move_messages, tell_anew
from tickets.actions.locks import lock_ticket
from tickets.actions.opening import open_ticket
from tickets.actions.saving import save_ticket
from tickets.models import Message, Ticket, TicketLink, TicketStatus
from tickets.permissions import check_can_answer


@transaction.atomic
def split_ticket(*, ticket: Ticket, messages: Sequence[int], subject: str, by: Viewer, at: datetime) -> Ticket:
    """A new ticket of the same client, project and assignee with the messages of these keys, linked with the old one.

    Refused, naming the field, without a subject, when none of the messages is a client's, when all of them are, or
    when one is not of this ticket.
    """
    source = lock_ticket(ticket, by=by)
    check_can_answer(by, source)
    if not subject.strip():
        raise Refused(_("Name the new ticket."), field="subject")
    keys = _movable(source, messages)
    made = open_ticket(
        subject=subject,
        by=by,
        at=at,
        channel=source.channel,  # type: ignore[arg-type]  # a Channel's value
        client=source.client,
        project=source.project,
        requester=source.requester,
        requester_name=source.requester_name,
        requester_address=source.requester_address,
        department=source.department,
        assignee=source.assignee,
        priority=source.priority,  # type: ignore[arg-type]  # a Priority's value
    )
    target = lock_ticket(made, by=Viewer.system(at))
    move_messages(keys, source=source, target=target)
    carry_with_messages(keys, source=source, target=target)
    TicketLink.objects.create(first=source, second=target, linked_at=at, linked_by_id=by.user_id)
    for each in (target, source):
        tell_anew(each, by=by, at=at)
        begin_what_is_owed(each)
        save_ticket(each, by=by, at=at)
    audit.record(
        action="ticket.split", target=source, by=by, at=at, after={"ticket": target.number, "messages": len(keys)}
    )
    return target


def _movable(source: Ticket, keys: Sequence[int]) -> list[int]:
    if source.status == TicketStatus.CLOSED:
        raise Refused(_("The ticket is closed. Reopen it first."))
    told = dict(source.messages.filter(retracted_at__isnull=True).values_list("pk", "direction"))
    chosen = [key for key in dict.fromkeys(keys) if key in told]
    if len(chosen) != len(set(keys)):
        raise Refused(_("One of the messages is no longer in this ticket. Reload to see."), field="messages")
    if not any(told[key] == Message.Direction.INBOUND for key in chosen):
        raise Refused(_("Choose at least one letter of the client."), field="messages")
    if len(chosen) == len(told):
        raise Refused(_("All messages would leave this ticket: leave one of them here."), field="messages")
    return chosen
