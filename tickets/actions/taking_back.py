"""Taking an answer back while it has not left, as if it had never been written (T5, ux.md)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.actions.relay_outbox import cancel
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.drafts import keep_as_draft
from tickets.actions.following import forget_telling
from tickets.actions.items.settling import restore_items
from tickets.actions.locks import lock_ticket
from tickets.actions.logging_time import reverse_time
from tickets.actions.messages import preview_of
from tickets.actions.moving import apply_event
from tickets.actions.owed import recount_waiting, standing_promise
from tickets.actions.promising_again import forget_promise
from tickets.actions.replying import note_in_trail
from tickets.actions.saving import save_ticket
from tickets.actions.sending import mail_key
from tickets.actions.sla.settling import note_taking_back
from tickets.actions.tasks.closing import take_confirmation_back
from tickets.actions.way_back import way_back
from tickets.domain.statuses import Party, Status
from tickets.models import Message, Ticket, TimeEntry

INPUT_FORMAT = "%Y-%m-%dT%H:%M"
LONGEST_NAMES = 500


@transaction.atomic
def take_back_reply(*, message: Message, by: Viewer, at: datetime) -> Message:
    """Undo within the first seconds: the mail is not sent, its text returns to the author's draft with all that was
    chosen beside it, its time is taken back, the client waits again, and so do the items it settled and the tasks that
    it confirmed by closing the ticket. Refused when the relay already has it, or for somebody else's reply."""
    with audit.gathered():
        return _take_back(message, by=by, at=at)


def _take_back(message: Message, *, by: Viewer, at: datetime) -> Message:
    ticket = lock_ticket(message.ticket, by=by)
    current = Message.objects.select_for_update().get(pk=message.pk)
    if current.author_id is None or current.author_id != by.employee_id:
        raise Refused(_("Only its author takes a reply back."))
    if current.retracted_at is not None:
        return current
    if not cancel(key=mail_key(current)):
        raise Refused(_("Too late: the reply has already left."))
    current.retracted_at = at
    current.save(update_fields=["retracted_at"])
    answered = list(current.answered_items.values_list("pk", flat=True)) if ticket.item_count else []
    items = restore_items(ticket, current)
    then = move_back(ticket, current, by=by, at=at)
    note_taking_back(ticket, current, at=at)
    forget_telling(ticket, current)
    forget_promise(ticket, current)
    ticket.waiting_since = recount_waiting(ticket)
    ticket.promised_until = standing_promise(ticket)
    uncount(ticket, current)
    save_ticket(ticket, by=by, at=at)
    begun = {"answers": sorted(answered), **chosen_with(current), **take_work_back(current, by=by, at=at)}
    fields = {"then": then, **{name: value for name, value in begun.items() if value}}
    keep_as_draft(ticket=ticket, by=by, at=at, body=current.body_text, fields=fields)
    note_in_trail("ticket.take_back", ticket, current, items=[item.text[:200] for item in items], by=by, at=at)
    return current


def move_back(ticket: Ticket, message: Message, *, by: Viewer, at: datetime) -> str:
    """The ticket stands again where the reply found it, its tasks with the client; a new one is open, for somebody has
    begun with it. Returns the event that came with the reply, "" for none."""
    moved = ticket.status_changes.order_by("id").last()
    if moved is None or moved.at != message.created_at:
        return ""
    for event in way_back(Status(ticket.status), Status(moved.before)):
        apply_event(ticket, event, party=Party.STAFF, by=by, at=at, is_way_back=True)
    if moved.after == Status.CLOSED:
        take_confirmation_back(ticket, closed_at=moved.at, by=by, at=at)
    return moved.event


def uncount(ticket: Ticket, message: Message) -> None:
    """Counter, time and preview of the ticket as if `message` had not come. At most two statements."""
    ticket.message_count -= 1
    if ticket.last_message_at != message.created_at:
        return
    left = ticket.messages.filter(retracted_at__isnull=True).order_by("created_at", "id")
    last, said = left.last(), left.exclude(direction=Message.Direction.INTERNAL).last()
    ticket.last_message_at = last.created_at if last else ticket.created_at
    ticket.preview = preview_of(said) if said else ""


def chosen_with(message: Message) -> dict[str, Any]:
    """What was chosen beside the text, as the form sends it; its files by their names and their message."""
    until = message.promised_until
    names = [str(name) for name in message.attachments.order_by("id").values_list("file__name", flat=True)]
    return {
        "cc": ", ".join(message.cc_addresses),
        "promised_until": timezone.localtime(until).strftime(INPUT_FORMAT) if until else "",
        "files_of": str(message.pk) if names else "",
        "files_names": ", ".join(names)[:LONGEST_NAMES],
    }


def take_work_back(message: Message, *, by: Viewer, at: datetime) -> dict[str, str]:
    """Reverses the time that was logged with the reply, so that it counts once when it is sent again (W7)."""
    logged = TimeEntry.objects.filter(message=message, reverses=None, reversal=None)
    found: dict[str, str] = {}
    for entry in logged.filter(employee_id=by.employee_id or 0, actual_minutes__gt=0):
        reverse_time(entry=entry, by=by, at=at)
        found = {
            "operation": str(entry.operation_id),
            "quantity": f"{entry.quantity.normalize():f}",
            "minutes": str(entry.actual_minutes),
            "task": str(entry.task_id or ""),
        }
    return found
