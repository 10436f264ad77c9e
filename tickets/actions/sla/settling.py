"""What a deed with a ticket means to its clocks, brought about once, when the ticket is saved (S2, T5)."""

from collections.abc import Iterable
from datetime import datetime

from support_desk.shared.viewer import Viewer
from tickets.actions.owed import promised_items
from tickets.actions.sla.book import Book, books_of, turn, write
from tickets.actions.sla.counting import Counting, counting_now, operator_at
from tickets.domain.clocks import Happening, What, follow_all, what_a_move_means
from tickets.domain.statuses import Status
from tickets.models import Message, Ticket


def settle_clocks(ticket: Ticket, *, by: Viewer, at: datetime) -> None:
    """Tells the clocks of a locked ticket what has happened to it; the caller saves the ticket.

    Nothing happened: no statement. Otherwise one to read them, unless the ticket is new, and at most three to write.
    """
    counting = counting_now(ticket)
    if ticket.happenings:
        _follow(ticket, counting, by=by)
        ticket.happenings.clear()
    ticket.operator_at = operator_at(ticket, counting)


def note_message(
    ticket: Ticket, message: Message, *, standing: frozenset[datetime] = frozenset(), kept: Iterable[datetime] = ()
) -> None:
    """A public message that no machine wrote, after the ticket knows who waits. `standing`: times for which questions
    are promised and still open; `kept`: those whose last question it has answered (T6)."""
    if message.direction == Message.Direction.INBOUND:
        ticket.happenings.append(Happening(What.CLIENT_WROTE, message.created_at, message.pk))
        return
    promise = message.promised_until
    what = What.PROMISED if promise else What.ANSWERED
    at, pk = message.created_at, message.pk
    ticket.happenings.extend(Happening(What.KEPT, at, pk, promised_for=each) for each in sorted(kept))
    ticket.happenings.append(Happening(what, at, pk, promised_for=promise, standing=standing))
    if ticket.waiting_since is not None:
        ticket.happenings.append(_still_owed(ticket, message))


def note_move(ticket: Ticket, before: Status, after: Status, *, at: datetime) -> None:
    """A change of status, done with the message of the same deed if there is one, and once a ticket that was closed
    knows again what it has promised."""
    what = what_a_move_means(before, after)
    if what is not None:
        message_id = ticket.happenings[-1].message_id if ticket.happenings else None
        promised, standing = None, frozenset[datetime]()
        if what is What.REOPENED:
            promised, standing = ticket.promised_until, promised_items(ticket).standing
        ticket.happenings.append(Happening(what, at, message_id, promised_for=promised, standing=standing))


def note_waiting_again(ticket: Ticket) -> None:
    """The client waits as before the ticket was closed: the clock that closing has cancelled runs on. Where there is
    none, one begins that has no message of its own, theirs having begun its clocks already."""
    since = ticket.waiting_since
    assert since is not None
    ticket.happenings.append(Happening(What.WAITS_AGAIN, since))


def note_taking_back(ticket: Ticket, message: Message, *, at: datetime) -> None:
    """The reply `message` has never been: the clocks are as before it, whatever was noted on the way there."""
    ticket.happenings[:] = [Happening(What.TAKEN_BACK, at, message.pk, since=message.created_at)]


def forget_ending(ticket: Ticket, *, ended_at: datetime, at: datetime) -> None:
    """The hand-over or closing then has never been: instead of all that was noted since, the clocks are as before."""
    ticket.happenings[:] = [Happening(What.ENDING_UNDONE, at, since=ended_at)]
    if ticket.waiting_since is None:
        note_no_answer_needed(ticket, at=at)


def note_no_answer_needed(ticket: Ticket, *, at: datetime) -> None:
    """Somebody has said that what the client wrote needs no answer."""
    ticket.happenings.append(Happening(What.NO_ANSWER_NEEDED, at))


def note_never_reopened(ticket: Ticket, *, at: datetime) -> None:
    """A thank-you had opened the closed ticket, which is closed again: nothing was to be done."""
    ticket.happenings.append(Happening(What.NEVER_REOPENED, at))


def note_promise(ticket: Ticket, message: Message, *, standing: frozenset[datetime]) -> None:
    """What `message` has promised counts in this ticket, beside the other promises that stand; by a clock without a
    message, for that may have had its clock."""
    until = message.promised_until
    ticket.happenings.append(Happening(What.PROMISED, message.created_at, promised_for=until, standing=standing))


def note_status(ticket: Ticket, *, at: datetime) -> None:
    """Clocks that came from another ticket pause and run by the status of this one."""
    what = What.ASKED_CLIENT if ticket.status == Status.WAITING_CLIENT else What.WORK_RESUMED
    ticket.happenings.append(Happening(what, at))


def note_rest_is_owed(ticket: Ticket, *, at: datetime) -> None:
    """Questions of an answered letter turn out to be open: they wait for the next response from now on (T6)."""
    ticket.happenings.append(Happening(What.CLIENT_WROTE, at))


def note_kept(ticket: Ticket, promised_for: datetime, *, at: datetime) -> None:
    """The last question that was promised by that time turns out to be answered (T6)."""
    ticket.happenings.append(Happening(What.KEPT, at, promised_for=promised_for))


def note_answered_before(ticket: Ticket, *, at: datetime) -> None:
    """The last open question turns out to be answered; those that are promised still are."""
    ticket.happenings.append(Happening(What.ANSWERED, at, standing=promised_items(ticket).standing))


def _still_owed(ticket: Ticket, reply: Message) -> Happening:
    """What the client waits for after `reply`: a letter written since, where the reply was entered late; else the
    questions it has left open, which wait for the next response from now on."""
    assert ticket.waiting_since is not None
    if ticket.waiting_since > reply.created_at:
        return waiting_message(ticket)
    return Happening(What.CLIENT_WROTE, reply.created_at, reply.pk)


def waiting_message(ticket: Ticket) -> Happening:
    """The message since which the client waits, as something that happens now. One statement."""
    since = ticket.waiting_since
    assert since is not None
    asked = ticket.messages.filter(created_at=since, direction=Message.Direction.INBOUND, is_automatic=False)
    return Happening(What.CLIENT_WROTE, since, asked.values_list("pk", flat=True).first())


def _follow(ticket: Ticket, counting: Counting | None, *, by: Viewer) -> None:
    book = _book_of(ticket)
    after = follow_all(book.facts, ticket.happenings)
    turn(book, after, counting=counting, answerer_id=by.employee_id or ticket.assignee_id)
    write([book])


def _book_of(ticket: Ticket) -> Book:
    first = ticket.happenings[0]
    if first.what is What.CLIENT_WROTE and ticket.message_count == 1:
        return Book(ticket)
    undone = [one.message_id for one in ticket.happenings if one.what is What.TAKEN_BACK and one.message_id]
    [book] = books_of([ticket], message_ids=undone)
    return book
