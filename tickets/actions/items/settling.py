"""What a reply does to the questions of a letter, and how that is undone (T5, T6).

The caller has locked the ticket, saves it, and asks anew who waits.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from tickets.models import LetterItem, Message, Task, Ticket

State = LetterItem.State
WRITTEN = ("state", "answered_by", "promised_by", "promised_until", "settled_at", "task")


@dataclass(frozen=True, slots=True)
class ItemsOfReply:
    """Keys of the items that a reply answers and of those it promises. `promises_rest`: whatever is left open is
    promised when the reply has a date."""

    answered: frozenset[int] = frozenset()
    promised: frozenset[int] = frozenset()
    promises_rest: bool = False

    def __bool__(self) -> bool:
        return bool(self.answered or self.promised or self.promises_rest)


NO_ITEMS = ItemsOfReply()


def settle_items(ticket: Ticket, message: Message, items: ItemsOfReply) -> None:
    """Marks the items that `message`, a reply, answers or promises. Refused, naming the field, when one of them is not
    an open question of this ticket. One statement to read and one to write."""
    if not ticket.item_count and not items.answered | items.promised:
        return
    rows = {item.pk: item for item in ticket.items.select_for_update().exclude(state=State.ANSWERED)}
    if not (items.answered | items.promised) <= rows.keys():
        raise Refused(_("One of the items is answered already, or not of this ticket. Reload to see."), field="items")
    promised = items.promised
    if items.promises_rest and not promised and message.promised_until:
        promised = frozenset(pk for pk, row in rows.items() if row.settled_at is None) - items.answered
    for pk in items.answered:
        _answer(rows[pk], message)
    for pk in promised - items.answered:
        _promise(rows[pk], message)
    _write(ticket, (rows[pk] for pk in items.answered | promised))


def settle_with(ticket: Ticket, item: LetterItem, message: Message) -> None:
    """An item that an earlier reply has answered, as somebody has found."""
    _answer(item, message)
    _write(ticket, [item])


def delegate_item(ticket: Ticket, item: LetterItem, task: Task) -> None:
    """Hands an item to a task. What was promised or answered stays so; an open item still waits for us (T5)."""
    item.task = task
    if item.state == State.OPEN:
        item.state = State.DELEGATED
    _write(ticket, [item])


def restore_items(ticket: Ticket, message: Message) -> list[LetterItem]:
    """The reply `message` has never been: its items, which are returned, are as they were before it."""
    if not ticket.item_count:
        return []
    rows = list(ticket.items.select_related("promised_by").select_for_update(of=("self",)))
    touched = [row for row in rows if message.pk in (row.answered_by_id, row.promised_by_id)]
    for row in touched:
        if row.answered_by_id == message.pk:
            row.answered_by = None
        if row.promised_by_id == message.pk:
            row.promised_by, row.promised_until = None, None
        _rest(row)
    if touched:
        _write(ticket, touched)
    return touched


def count_items(ticket: Ticket) -> None:
    """The three figures of the ticket from its items. One statement."""
    states = list(ticket.items.values_list("state", flat=True))
    ticket.item_count = len(states)
    ticket.answered_item_count = states.count(State.ANSWERED)
    ticket.settled_item_count = ticket.answered_item_count + states.count(State.PROMISED)


def _answer(item: LetterItem, message: Message) -> None:
    item.state, item.answered_by, item.settled_at = State.ANSWERED, message, message.created_at


def _promise(item: LetterItem, message: Message) -> None:
    item.state, item.promised_by, item.settled_at = State.PROMISED, message, message.created_at
    item.promised_until = message.promised_until


def _rest(item: LetterItem) -> None:
    """Back to what an item without its answer is; an earlier promise holds again."""
    if item.promised_by is not None:
        item.state, item.settled_at = State.PROMISED, item.promised_by.created_at
        return
    item.state, item.settled_at = State.DELEGATED if item.task_id else State.OPEN, None


def _write(ticket: Ticket, items: Iterable[LetterItem]) -> None:
    changed = list(items)
    if changed:
        LetterItem.objects.bulk_update(changed, WRITTEN)
        count_items(ticket)
