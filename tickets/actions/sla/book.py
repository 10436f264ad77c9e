"""The clocks of tickets as rows: read with their pauses, and written back as the rule left them (S2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q, QuerySet

from support_desk.shared.rewriting import rewrite
from tickets.actions.sla.counting import Counting, counting_of, rest, run, set_counting
from tickets.actions.sla.overdue import break_late, write_broken
from tickets.domain.clocks import About, ClockFacts, ClockKind, ClockState, EndReason
from tickets.models import Clock, ClockPause, ClockStep, Ticket
from workload.domain.pauses import Pause

type Spells = dict[datetime, datetime | None]

UNFINISHED = Q(state__in=[Clock.State.RUNNING, Clock.State.PAUSED])
# Whether a ticket has had its first response and its resolution matters to the rule, and what lost its policy or was
# cancelled by closing, merging or because no answer was needed.
REMEMBERED = Q(kind__in=[Clock.Kind.FIRST_RESPONSE, Clock.Kind.RESOLUTION]) | Q(
    end_reason__in=[EndReason.NO_POLICY, EndReason.CLOSED, EndReason.NO_ANSWER_NEEDED, EndReason.MERGED]
)
WRITTEN = (
    "state", "policy", "policy_number", "calendar", "calendar_number", "target_minutes", "due_at", "plan",
    "plan_steps", "steps_done", "next_at", "breached_at", "finished_at", "finished_by", "end_reason", "answerer",
)  # fmt: skip


@dataclass(slots=True)
class Book:
    """The clocks of one locked ticket: `rows` as they are written, `facts` as the rule sees them, in the same order."""

    ticket: Ticket
    rows: list[Clock] = field(default_factory=list)
    facts: tuple[ClockFacts, ...] = ()
    changed: list[Clock] = field(default_factory=list)
    begun: list[Clock] = field(default_factory=list)
    broken: list[tuple[Ticket, Sequence[ClockStep]]] = field(default_factory=list)
    pauses: list[tuple[Clock, tuple[Pause, ...], tuple[Pause, ...]]] = field(default_factory=list)


def books_of(tickets: Iterable[Ticket], *, message_ids: Sequence[int] = ()) -> list[Book]:
    """A book a ticket: what is unfinished or remembered, and what those messages began or ended. One statement."""
    books = {ticket.pk: Book(ticket) for ticket in tickets}
    wanted = UNFINISHED | REMEMBERED
    if message_ids:
        wanted |= Q(message__in=message_ids) | Q(finished_by__in=message_ids)
    known: dict[int, list[ClockFacts]] = defaultdict(list)
    for row in _with_pauses().filter(wanted, ticket__in=books).order_by("ticket", "id"):
        books[row.ticket_id].rows.append(row)
        known[row.ticket_id].append(facts_of(row))
    for ticket_id, facts in known.items():
        books[ticket_id].facts = tuple(facts)
    return list(books.values())


def facts_of(row: Clock) -> ClockFacts:
    """A row of `books_of` as the rule sees it."""
    return ClockFacts(
        id=row.pk,
        kind=ClockKind(row.kind),
        started_at=row.started_at,
        state=ClockState(row.state),
        message_id=row.message_id,
        promised_for=row.promised_for,
        pauses=pauses_of(row),
        finished_at=row.finished_at,
        finished_by=row.finished_by_id,
        end_reason=row.end_reason,
        about=about_of(row),
    )


def about_of(row: Clock) -> About | None:
    """The estimate or overrun whose approval it counts."""
    if row.estimate_id:
        return About("estimate", row.estimate_id)
    return About("overrun", row.overrun_id) if row.overrun_id else None


def pauses_of(row: Clock) -> tuple[Pause, ...]:
    """As `books_of` has read them with the row; one that was just begun has none."""
    read = row.__dict__
    return tuple(zip(read.get("paused_at", ()), read.get("resumed_at", ()), strict=True))


def turn(book: Book, after: Sequence[ClockFacts], *, counting: Counting | None, answerer_id: int | None) -> None:
    """Brings the rows to what the rule says; nothing is written yet. Without a policy only promises begin."""
    for row, was, now in zip(book.rows, book.facts, after, strict=False):
        if was != now:
            if steps := break_late(row, now):
                book.broken.append((book.ticket, steps))
            _change(row, now, answerer_id=answerer_id)
            book.changed.append(row)
            book.pauses.append((row, was.pauses, now.pauses))
    known = {(one.message_id, one.kind) for one in book.facts}
    for now in after[len(book.facts) :]:
        is_taken = (now.message_id, now.kind) in known
        begun = _begin(book.ticket, replace(now, message_id=None) if is_taken else now, counting)
        if begun is not None:
            book.begun.append(begun)
            book.pauses.append((begun, (), now.pauses))
    book.rows.extend(book.begun)
    sum_up(book)


def sum_up(book: Book) -> None:
    """What the ticket says of its clocks in lists: the nearest that runs, and whether one it still owes is broken."""
    running = [(row.due_at, row.kind) for row in book.rows if row.due_at is not None]
    # Of two at the same instant the older: rows are in the order in which they began.
    due_at, kind = min(running, key=itemgetter(0), default=(None, ""))
    book.ticket.next_due_at, book.ticket.next_due_kind = due_at, kind
    unfinished = (Clock.State.RUNNING, Clock.State.PAUSED)
    book.ticket.is_breached = any(row.breached_at and row.state in unfinished for row in book.rows)


def write(books: Sequence[Book]) -> None:
    """Writes what was changed and begun: one statement each, and one for each pause that begins or ends.

    Only what broke without a sweep takes more: one for all steps, and one for each clock.
    """
    rewrite([row for book in books for row in book.changed], WRITTEN)
    begun = [row for book in books for row in book.begun]
    if begun:
        Clock.objects.bulk_create(begun)
    broken = [entry for book in books for entry in book.broken]
    if broken:
        write_broken(broken)
    for row, was, now in (entry for book in books for entry in book.pauses):
        if was != now:
            _write_pauses(row, dict(was), dict(now))


class _Pauses(Func):
    """One end of each pause of a clock, in their order; written out, since every deed with a ticket compiles it."""

    template = "ARRAY(SELECT %(end)s FROM tickets_clockpause WHERE clock_id = %(expressions)s ORDER BY starts_at)"
    output_field = ArrayField(models.DateTimeField())


def _with_pauses() -> QuerySet[Clock]:
    return Clock.objects.annotate(paused_at=_Pauses("pk", end="starts_at"), resumed_at=_Pauses("pk", end="ends_at"))


def _change(row: Clock, now: ClockFacts, *, answerer_id: int | None) -> None:
    row.state, row.end_reason = Clock.State(now.state), now.end_reason
    row.finished_at, row.finished_by_id = now.finished_at, now.finished_by
    if row.breached_at is None:
        # Whoever answered when it broke stays the one who did.
        row.answerer_id = answerer_id if now.state is ClockState.MET else None
    if now.state is not ClockState.RUNNING or not run(row, counting_of(row), now.pauses):
        rest(row)


def _begin(ticket: Ticket, now: ClockFacts, counting: Counting | None) -> Clock | None:
    is_promise = now.kind is ClockKind.PROMISE
    target = None if counting is None else counting.target(ticket.priority, now.kind)
    if target is None and not is_promise:
        return None
    row = Clock(
        ticket=ticket,
        kind=Clock.Kind(now.kind),
        state=Clock.State(now.state),
        message_id=now.message_id,
        started_at=now.started_at,
        promised_for=now.promised_for,
        target_minutes=target,
        finished_at=now.finished_at,
        finished_by_id=now.finished_by,
        end_reason=now.end_reason,
        **({f"{now.about.line}_id": now.about.id} if now.about else {}),
    )
    set_counting(row, counting)
    if now.state is ClockState.RUNNING and not run(row, counting, now.pauses):
        return None
    return row


def _write_pauses(row: Clock, was: Spells, now: Spells) -> None:
    kept = ClockPause.objects.filter(clock=row)
    for start, end in now.items():
        if start not in was:
            ClockPause.objects.create(clock=row, starts_at=start, ends_at=end)
        elif was[start] != end:
            kept.filter(starts_at=start).update(ends_at=end)
    gone = was.keys() - now.keys()
    if gone:
        kept.filter(starts_at__in=gone).delete()
