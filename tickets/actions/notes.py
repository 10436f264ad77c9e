"""Internal notes and phone calls."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.models import StoredFile
from support_desk.shared.viewer import Viewer
from tickets.actions.drafts import forget_draft
from tickets.actions.following import tell_followers
from tickets.actions.locks import lock_ticket
from tickets.actions.logging_time import LoggedWork, log_time
from tickets.actions.mentioning import mention
from tickets.actions.messages import add_message, author_of
from tickets.models import Channel, Draft, Message, Ticket
from tickets.permissions import check_can_answer, check_takes_part


@transaction.atomic
@audit.gathered()
def add_note(
    *,
    ticket: Ticket,
    body: str,
    by: Viewer,
    at: datetime,
    files: Iterable[StoredFile] = (),
    work: LoggedWork | None = None,
) -> Message:
    """A note that no client ever sees; it neither starts nor ends anybody's waiting. Who is named in it is told."""
    locked = lock_ticket(ticket, by=by)
    check_takes_part(by, locked)
    if not body.strip():
        raise Refused(_("Write the note first."), field="body")
    note = add_message(
        ticket=locked,
        direction=Message.Direction.INTERNAL,
        channel=Channel.DESK,
        by=by,
        at=at,
        author=author_of(by),
        author_name=by.name,
        body_text=body.strip(),
        files=files,
    )
    named = mention(locked, note, by=by, at=at)
    tell_followers(locked, note, by=by, at=at, besides=[each.employee_id for each in named])
    audit.record(
        action="ticket.note", target=note, by=by, at=at, scope=locked.scope, department_id=locked.department_id
    )
    if work:
        log_time(ticket=locked, work=work, message=note, by=by, at=at)
    forget_draft(ticket=locked, by=by, kind=Draft.Kind.NOTE)
    return note


@transaction.atomic
@audit.gathered()
def log_call(
    *,
    ticket: Ticket,
    body: str,
    by: Viewer,
    at: datetime,
    is_outgoing: bool,
    work: LoggedWork | None = None,
) -> Message:
    """A phone call written down by hand (T1): we called = a public answer, the client called = a question."""
    locked = lock_ticket(ticket, by=by, also=() if is_outgoing else ["requester"])
    check_can_answer(by, locked)
    if not body.strip():
        raise Refused(_("Write what was said."), field="body")
    call = add_message(
        ticket=locked,
        direction=Message.Direction.OUTBOUND if is_outgoing else Message.Direction.INBOUND,
        channel=Channel.PHONE,
        by=by,
        at=at,
        author=author_of(by) if is_outgoing else None,
        contact=None if is_outgoing else locked.requester,
        author_name=by.name if is_outgoing else (locked.requester_name or str(_("Caller"))),
        body_text=body.strip(),
    )
    audit.record(
        action="ticket.call", target=call, by=by, at=at, scope=locked.scope, department_id=locked.department_id
    )
    if work:
        log_time(ticket=locked, work=work, message=call, by=by, at=at)
    forget_draft(ticket=locked, by=by, kind=Draft.Kind.CALL)
    return call
