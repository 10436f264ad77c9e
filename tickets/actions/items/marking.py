"""Splitting a letter into its questions, writing their answers, and saying that one has been answered (T6)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.items.settling import count_items, settle_with
from tickets.actions.locks import lock_ticket
from tickets.actions.owed import promised_items, recount_waiting, standing_promise
from tickets.actions.saving import save_ticket
from tickets.actions.sla.settling import note_answered_before, note_kept, note_rest_is_owed
from tickets.models import LetterItem, Message, Ticket
from tickets.permissions import check_can_answer

MOST_ITEMS = 50
LONGEST_ITEM = 4_000
LONGEST_ANSWER = 20_000


@transaction.atomic
def mark_items(
    *, message: Message, texts: Sequence[str], by: Viewer, at: datetime, within: Ticket | None = None
) -> list[LetterItem]:
    """Makes `texts` the questions of a client's letter, in this order.

    Those that stand there already keep what has become of them. Refused, naming the field, when one that is no longer
    named was worked on, for a letter of ours or of another ticket than `within`, and for too many.
    """
    ticket = lock_ticket(message.ticket, by=by)
    check_can_answer(by, ticket)
    if within is not None and within.pk != ticket.pk:
        raise Refused(_("This message is not in this ticket."), field="message")
    wanted = _checked(message, texts)
    kept = {item.text: item for item in message.items.select_for_update()}
    for item in kept.values():
        if item.text not in wanted and _is_worked_on(item):
            raise Refused(
                _("Item %(number)d has been worked on: leave its words as they are.") % {"number": item.position},
                field="items",
            )
    message.items.exclude(text__in=wanted).delete()
    rows = [kept.get(text) or LetterItem(message=message, ticket=ticket, text=text) for text in wanted]
    for position, row in enumerate(rows, 1):
        row.position = position
        row.save()
    count_items(ticket)
    _ask_anew_who_waits(ticket, at=at)
    _note(ticket, "ticket.items", message, {"items": wanted}, by=by, at=at)
    save_ticket(ticket, by=by, at=at)
    return rows


@transaction.atomic
def write_item_answer(*, item: LetterItem, text: str, by: Viewer, at: datetime) -> LetterItem:
    """Keeps what is to be answered, until a reply is assembled from it. Refused for an item that was answered."""
    ticket = lock_ticket(item.ticket, by=by)
    check_can_answer(by, ticket)
    row = LetterItem.objects.select_for_update().get(pk=item.pk, ticket=ticket)
    _check_unanswered(row)
    if len(text) > LONGEST_ANSWER:
        raise Refused(_("An answer has at most 20,000 characters."), field="answer")
    if row.answer_text != text.strip():
        _note(ticket, "item.write", row, {"answer": text[:200]}, {"answer": row.answer_text[:200]}, by=by, at=at)
        row.answer_text = text.strip()
        row.save(update_fields=["answer_text"])
    return row


@transaction.atomic
def answered_before(*, item: LetterItem, by: Viewer, at: datetime) -> LetterItem:
    """Says that the last public message of ours has answered the item. Refused while there is none after the letter."""
    ticket = lock_ticket(item.ticket, by=by)
    check_can_answer(by, ticket)
    row = LetterItem.objects.select_for_update(of=("self",)).select_related("message").get(pk=item.pk, ticket=ticket)
    _check_unanswered(row)
    sent = ticket.messages.filter(direction=Message.Direction.OUTBOUND, retracted_at__isnull=True, is_automatic=False)
    reply = sent.filter(created_at__gte=row.message.created_at).order_by("created_at", "id").last()
    if reply is None:
        raise Refused(_("Nothing has been sent to the client since. Answer the item in a reply."))
    settle_with(ticket, row, reply)
    _ask_anew_who_waits(ticket, at=at)
    _ask_anew_what_is_promised(ticket, row, at=at)
    _note(ticket, "item.answer", row, {"item": row.text[:200], "answered_by": reply.pk}, by=by, at=at)
    save_ticket(ticket, by=by, at=at)
    return row


def _checked(message: Message, texts: Sequence[str]) -> list[str]:
    if message.direction != Message.Direction.INBOUND or message.is_automatic:
        raise Refused(_("Only a client’s letter is split into items."))
    wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if len(wanted) > MOST_ITEMS:
        raise Refused(_("At most 50 items. Put related questions together."), field="items")
    if any(len(text) > LONGEST_ITEM for text in wanted):
        raise Refused(_("An item has at most 4,000 characters."), field="items")
    return wanted


def _is_worked_on(item: LetterItem) -> bool:
    return item.state != LetterItem.State.OPEN or bool(item.answer_text)


def _check_unanswered(item: LetterItem) -> None:
    if item.state == LetterItem.State.ANSWERED:
        raise Refused(_("This item has been answered already."))


def _ask_anew_who_waits(ticket: Ticket, *, at: datetime) -> None:
    """Marking questions makes the client wait for them; settling the last one ends it (T5)."""
    before = ticket.waiting_since
    ticket.waiting_since = recount_waiting(ticket)
    if before is None and ticket.waiting_since is not None:
        note_rest_is_owed(ticket, at=at)
    elif before is not None and ticket.waiting_since is None:
        note_answered_before(ticket, at=at)


def _ask_anew_what_is_promised(ticket: Ticket, item: LetterItem, *, at: datetime) -> None:
    """With the last question that was promised by its time the promise is kept."""
    until = item.promised_until
    if until is not None and until not in promised_items(ticket).standing:
        note_kept(ticket, until, at=at)
        ticket.promised_until = standing_promise(ticket)


def _note(
    ticket: Ticket,
    action: str,
    target: Message | LetterItem,
    after: dict[str, object],
    before: dict[str, object] | None = None,
    *,
    by: Viewer,
    at: datetime,
) -> None:
    audit.record(
        action=action,
        target=target,
        by=by,
        at=at,
        scope=ticket.scope,
        department_id=ticket.department_id,
        before=before,
        after=after,
    )
