"""Asking the client: one question for the estimates and overruns of a ticket that are confirmed (W2, W3)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing.following import follow_lines
from tickets.actions.agreeing.sending import send_question_by_mail
from tickets.actions.locks import lock_ticket
from tickets.actions.messages import add_message, author_of
from tickets.actions.moving import apply_event
from tickets.actions.saving import save_ticket
from tickets.actions.sending import new_mail_id
from tickets.agreeing_permissions import check_can_ask_client
from tickets.domain.estimating import is_sensible
from tickets.domain.statuses import Event, Party, Status, events_for
from tickets.models import Approval, Channel, Estimate, Message, Overrun, Ticket, TicketStatus
from tickets.notifications.asking import question_text
from tickets.queries.beyond import beyond_contract
from tickets.queries.mail_desk import language_of
from workload.queries.employees import employee_behind

Line = Estimate | Overrun


@transaction.atomic
def ask_client(
    *, ticket: Ticket, estimates: Sequence[Estimate], overruns: Sequence[Overrun], words: str, by: Viewer, at: datetime
) -> Approval:
    """Puts the question, writes the requester a letter with its sums and a link, and waits for the client.

    Refused with nothing to ask, for lines of another ticket or that are not confirmed, and on a closed ticket or one
    without a client.
    """
    locked = lock_ticket(ticket, by=by)
    check_can_ask_client(by, locked)
    check_ticket(locked)
    asked, more = locked_estimates(locked, estimates), locked_overruns(locked, overruns)
    approval = new_question(locked, [*asked, *more], words.strip(), by=by, at=at)
    create_row(approval, action="approval.ask", by=by, at=at, after=facts_of(approval), scope=locked.scope)
    for estimate in asked:
        give(estimate, "estimate.ask", approval, Estimate.State.WITH_CLIENT, by=by, at=at)
    for overrun in more:
        give(overrun, "overrun.ask", approval, Overrun.State.WITH_CLIENT, by=by, at=at)
    follow_lines(locked, [*asked, *more], at=at)
    write_to_client(locked, approval, [*asked, *more], by=by, at=at)
    return approval


def new_question(ticket: Ticket, lines: Sequence[Line], words: str, *, by: Viewer, at: datetime) -> Approval:
    """The sums as they are asked. Refused when there is nothing to ask, or for 1,000 hours."""
    minutes = sum(line.minutes for line in lines)
    if not lines:
        raise Refused(_("Choose what the client is to agree to."), field="estimates")
    if not is_sensible(minutes):
        raise Refused(_("One question asks for less than 1,000 hours. Split it."), field="estimates")
    beyond = beyond_contract(ticket, minutes, timezone.localtime(at).date())
    return Approval(
        ticket=ticket,
        minutes=minutes,
        beyond_minutes=beyond.minutes,
        beyond_amount=beyond.amount,
        ready_by=max(filter(None, map(deadline_of, lines)), default=None),
        words=words,
        asked_at=at,
        asked_by=employee_behind(by),
    )


def deadline_of(line: Line) -> datetime | None:
    """When its work is to be ready; an overrun asks for a new date."""
    new = line.new_deadline_at if isinstance(line, Overrun) else None
    return new or line.task.deadline_at


def locked_estimates(ticket: Ticket, estimates: Sequence[Estimate]) -> list[Estimate]:
    """Confirmed by the manager, and of this ticket."""
    ids = {each.pk for each in estimates}
    known = Estimate.objects.filter(pk__in=ids, task__ticket=ticket).select_related("task")
    found = list(known.of_unfinished_tasks().select_for_update(of=("self",)).order_by("pk"))
    ready = [each for each in found if each.state == Estimate.State.WITH_MANAGER and each.manager_at is not None]
    if len(ready) != len(ids):
        raise Refused(_("Only estimates of this ticket that are confirmed go to the client."), field="estimates")
    return ready


def locked_overruns(ticket: Ticket, overruns: Sequence[Overrun]) -> list[Overrun]:
    """Decided to be the client's or the circumstances', and of this ticket."""
    ids = {each.pk for each in overruns}
    known = Overrun.objects.filter(pk__in=ids, task__ticket=ticket).select_related("task")
    found = list(known.of_unfinished_tasks().select_for_update(of=("self",)).order_by("pk"))
    ready = [each for each in found if each.state == Overrun.State.REPORTED and each.decided_at is not None]
    if len(ready) != len(ids):
        raise Refused(_("Only overruns of this ticket whose cause is decided go to the client."), field="overruns")
    return ready


def check_ticket(ticket: Ticket) -> None:
    """There is somebody to ask."""
    if ticket.client_id is None:
        raise Refused(_("No client to ask: place the ticket first."))
    if ticket.status == TicketStatus.CLOSED:
        raise Refused(_("The ticket is closed. Reopen it to ask the client."))


def give(line: Line, action: str, approval: Approval, state: str, *, by: Viewer, at: datetime) -> None:
    """The line waits for the client's answer."""
    new = {"state": state, "approval": approval}
    change_row(line, action=action, by=by, at=at, new=new, scope=approval.ticket.scope)


def write_to_client(ticket: Ticket, approval: Approval, lines: Sequence[Line], *, by: Viewer, at: datetime) -> None:
    """A letter in the thread, when there is an address; the ticket waits for the client in any case."""
    if ticket.requester_address:
        with translation.override(language_of(ticket)), timezone.override(ticket.department.timezone):
            text = question_text(approval, lines)
        letter = add_message(
            ticket=ticket,
            direction=Message.Direction.OUTBOUND,
            channel=Channel.EMAIL,
            by=by,
            at=at,
            author=author_of(by),
            author_name=by.name,
            body_text=text,
            is_saved=False,
            to_addresses=[ticket.requester_address],
            mail_id=new_mail_id(),
        )
        send_question_by_mail(letter, approval, at=at)
    if Event.ASK_CLIENT in events_for(Status(ticket.status), Party.STAFF):
        apply_event(ticket, Event.ASK_CLIENT, party=Party.STAFF, by=by, at=at)
    save_ticket(ticket, by=by, at=at)


def facts_of(approval: Approval) -> dict[str, object]:
    """What the trail keeps of a question."""
    names = ("minutes", "beyond_minutes", "beyond_amount", "ready_by", "words")
    return dict(chain.from_iterable([(name, getattr(approval, name))] for name in names))
