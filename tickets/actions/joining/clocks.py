"""The promises of messages that go to another ticket go with them: neither merging nor splitting ends one (S2, T7).

A clock goes over as the row that it is, with its pauses and the steps that were taken.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db.models import Q

from tickets.actions.owed import earliest, promised_items
from tickets.actions.sla.book import books_of, turn, write
from tickets.actions.sla.counting import counting_now
from tickets.actions.sla.settling import note_promise, note_status, note_waiting_again
from tickets.domain.clocks import RESPONSES, ClockFacts, ClockKind, ClockState, EndReason
from tickets.domain.statuses import WORKING, Status
from tickets.models import Clock, Message, Ticket

type Group = Collection[str]

LAST = datetime.max.replace(tzinfo=UTC)


def carry_clocks(source: Ticket, target: Ticket, *, at: datetime) -> None:
    """Before the locked `source` is closed into `target`, which knows already who waits: of what both owe the client
    the one that is due first goes on in `target`, and every promise does. The others end as merged, and count nowhere.
    The caller saves both.
    """
    rows = list(Clock.objects.unfinished().filter(ticket__in=[source, target]).order_by("id"))
    going_on = going_on_of(rows, target)
    carried = [row for row in rows if row.pk in going_on and row.ticket_id == source.pk]
    _end([source, target], keep=going_on, at=at)
    _move(carried, target)
    target.promised_until = earliest([target.promised_until, *(row.promised_for for row in rows)])
    note_status(target, at=at)


def give_clocks_back(
    messages: Sequence[int], *, source: Ticket, target: Ticket, merged_at: datetime, at: datetime
) -> None:
    """A merge is undone, and its `messages` are the source's again: so are the clocks that they began, and what the
    merge ended in either ticket counts on. The caller has locked both and saves them afterwards."""
    _move(Clock.objects.unfinished().filter(ticket=target, message__in=messages), source)
    _turn([source, target], lambda clock: _counting_again(clock, merged_at))
    for ticket in (source, target):
        note_status(ticket, at=at)


def carry_with_messages(messages: Sequence[int], *, source: Ticket, target: Ticket) -> None:
    """Clocks that the moved messages began go along, before either ticket is told anew."""
    began = Clock.objects.unfinished().filter(ticket=source, message__in=messages)
    _move(began.exclude(kind=Clock.Kind.RESOLUTION), target)


def begin_what_is_owed(ticket: Ticket) -> None:
    """In a ticket whose messages are others now the client who waits has a clock, and so has each promise that stands,
    from when it was made. The caller saves the ticket."""
    running = list(ticket.clocks.unfinished().values_list("kind", "promised_for"))
    if ticket.waiting_since is not None and not any(kind in RESPONSES for kind, _until in running):
        note_waiting_again(ticket)
    counted = {until for _kind, until in running if until is not None}
    standing = promised_items(ticket).standing | frozenset(filter(None, [ticket.promised_until]))
    for until in sorted(standing - counted):
        note_promise(ticket, _made(ticket, until), standing=standing | counted)


def _made(ticket: Ticket, until: datetime) -> Message:
    """The reply that promised it, here or, for a question that went away from it, in another ticket."""
    ours = Q(ticket=ticket) | Q(promised_items__ticket=ticket)
    return Message.objects.filter(ours, promised_until=until, retracted_at__isnull=True).earliest("created_at", "pk")


def going_on_of(rows: Sequence[Clock], target: Ticket) -> set[int]:
    """Keys of the clocks that go on: all promises and approvals, one response while somebody waits, and one resolution
    while the ticket is worked on."""
    found = {row.pk for row in rows if row.kind in (ClockKind.PROMISE, ClockKind.APPROVAL)}
    if target.waiting_since is not None:
        found |= _first(rows, RESPONSES)
    if Status(target.status) in WORKING:
        found |= _first(rows, (ClockKind.RESOLUTION,))
    return found


def _first(rows: Sequence[Clock], kinds: Group) -> set[int]:
    """The clock of those kinds that is due first; one that is paused comes after those that run."""
    owed = [row for row in rows if row.kind in kinds]
    return {row.pk for row in sorted(owed, key=lambda row: (row.due_at or LAST, row.started_at))[:1]}


def _end(tickets: Sequence[Ticket], *, keep: Collection[int], at: datetime) -> None:
    """Whatever does not go on is no longer counted; what was late before broke all the same."""
    _turn(tickets, lambda clock: clock if clock.id in keep or not clock.is_unfinished else _merged(clock, at))


def _turn(tickets: Sequence[Ticket], change: Callable[[ClockFacts], ClockFacts]) -> None:
    books = books_of(tickets)
    for book in books:
        turn(book, [change(clock) for clock in book.facts], counting=counting_now(book.ticket), answerer_id=None)
    write(books)


def _merged(clock: ClockFacts, at: datetime) -> ClockFacts:
    pauses = tuple((start, end or max(start, at)) for start, end in clock.pauses)
    return replace(clock, state=ClockState.CANCELLED, pauses=pauses, finished_at=at, end_reason=EndReason.MERGED)


def _counting_again(clock: ClockFacts, merged_at: datetime) -> ClockFacts:
    """Without what the merge has done to it: neither ended nor, in a ticket that waited for the client, paused."""
    pauses = clock.pauses
    if clock.end_reason == EndReason.MERGED and clock.finished_at == merged_at:
        if pauses and pauses[-1][1] == merged_at:
            pauses = (*pauses[:-1], (pauses[-1][0], None))
    elif clock.state is ClockState.PAUSED and pauses[-1][0] == merged_at:
        pauses = pauses[:-1]
    else:
        return clock
    is_paused = bool(pauses) and pauses[-1][1] is None
    state = ClockState.PAUSED if is_paused else ClockState.RUNNING
    return replace(clock, state=state, pauses=pauses, finished_at=None, end_reason="")


def _move(clocks: Iterable[Clock], target: Ticket) -> None:
    keys = [clock.pk for clock in clocks]
    if keys:
        Clock.objects.filter(pk__in=keys).update(ticket=target)
