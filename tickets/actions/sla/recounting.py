"""Counting the promises of tickets anew from their start, without losing what has run (S2).

What is broken stays broken and steps that were taken are not taken again, whatever is changed later. What is overdue
is broken, and left as it is to the sweep that says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from tickets.actions.sla.book import Book, books_of, pauses_of, sum_up, turn, write
from tickets.actions.sla.choosing import choose_terms
from tickets.actions.sla.counting import Counting, counting_now, operator_at, run, set_counting
from tickets.actions.sla.settling import waiting_message
from tickets.domain.clocks import (
    About,
    ClockFacts,
    ClockKind,
    ClockState,
    EndReason,
    Happening,
    What,
    follow,
    follow_all,
)
from tickets.domain.statuses import WORKING
from tickets.models import Clock, Ticket, TicketStatus
from tickets.queries.awaited import approvals_awaited

# What somebody has promised in words is promised without a policy as well.
COUNTED_BY_POLICY = frozenset(ClockKind) - {ClockKind.PROMISE}


def recount_own_clocks(ticket: Ticket, *, at: datetime) -> None:
    """Chooses the terms of one locked ticket again and counts by them; the caller saves it. At most six statements."""
    choose_terms(ticket, at=at)
    recount_clocks([ticket], at=at)


def recount_clocks(tickets: Sequence[Ticket], *, at: datetime) -> None:
    """Counts by the terms that stand on the locked tickets; the caller saves them."""
    books = books_of(tickets)
    awaited = approvals_awaited(ticket.pk for ticket in tickets)
    for book in books:
        counting = counting_now(book.ticket)
        _recount(book, counting, awaited.get(book.ticket.pk, ()), at=at)
        book.ticket.operator_at = operator_at(book.ticket, counting)
    write(books)


def _recount(book: Book, counting: Counting | None, awaited: Sequence[About], *, at: datetime) -> None:
    if counting is None:
        after = _dropped(book.facts, COUNTED_BY_POLICY, EndReason.NO_POLICY, at)
    else:
        after = _with_approvals(_with_what_is_owed(book, at=at), book.ticket, counting, awaited, at=at)
    turn(book, after, counting=counting, answerer_id=None)
    for row in book.rows:
        is_overdue = row.due_at is not None and row.due_at <= at
        if row.pk and row.finished_at is None and row.breached_at is None and not is_overdue:
            _count(row, counting, book.ticket)
            book.changed.append(row)
    book.changed = list({row.pk: row for row in book.changed}.values())
    sum_up(book)


def _count(row: Clock, counting: Counting | None, ticket: Ticket) -> None:
    """One unfinished, unbroken clock by the new terms."""
    set_counting(row, counting)
    if row.kind != Clock.Kind.PROMISE:
        assert counting is not None
        row.target_minutes = counting.target(ticket.priority, row.kind)
    if row.state == Clock.State.RUNNING:
        run(row, counting, pauses_of(row))


def _dropped(
    clocks: Sequence[ClockFacts], kinds: Collection[ClockKind], reason: EndReason, at: datetime
) -> tuple[ClockFacts, ...]:
    """Nothing is promised any more of those kinds."""
    return tuple(
        replace(
            clock,
            state=ClockState.CANCELLED,
            finished_at=at,
            end_reason=reason,
            pauses=tuple((start, end or max(start, at)) for start, end in clock.pauses),
        )
        if clock.is_unfinished and clock.kind in kinds
        else clock
        for clock in clocks
    )


def _with_approvals(
    clocks: tuple[ClockFacts, ...], ticket: Ticket, counting: Counting, awaited: Sequence[About], *, at: datetime
) -> tuple[ClockFacts, ...]:
    """Approvals count while the policy has a target for them: those that nobody counted before, from now on."""
    if counting.policy.approval(ticket.priority) is None:
        return _dropped(clocks, (ClockKind.APPROVAL,), EndReason.NOT_COUNTED, at)
    counted = {clock.about for clock in clocks if clock.is_unfinished}
    new = (Happening(What.APPROVAL_AWAITED, at, about=about) for about in awaited if about not in counted)
    return follow_all(clocks, new)


def _with_what_is_owed(book: Book, *, at: datetime) -> tuple[ClockFacts, ...]:
    """A ticket that had no policy gets the promises it is owed: to a client who waits since they wrote, and the
    resolution from now on when one was dropped with the former policy."""
    ticket, clocks = book.ticket, book.facts
    if ticket.status not in WORKING or ticket.is_automatic:
        return clocks
    owed: list[Happening] = []
    if ticket.waiting_since is not None and not _has_response(clocks):
        owed.append(waiting_message(ticket))
    if any(clock.kind is ClockKind.RESOLUTION and clock.end_reason == EndReason.NO_POLICY for clock in clocks):
        owed.append(Happening(What.REOPENED, at))
    after = follow_all(clocks, owed)
    if len(after) > len(clocks) and ticket.status == TicketStatus.WAITING_CLIENT:
        return follow(after, Happening(What.ASKED_CLIENT, at))
    return after


def _has_response(clocks: Sequence[ClockFacts]) -> bool:
    responses = (ClockKind.FIRST_RESPONSE, ClockKind.NEXT_RESPONSE)
    return any(clock.is_unfinished and clock.kind in responses for clock in clocks)
