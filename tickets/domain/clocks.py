"""What becomes of a ticket's promises when something happens to it (S2, T5): one table, and where new ones begin.

Clocks in, clocks out: nothing here knows a calendar. When each is due is said by `clock_plans.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from tickets.domain.statuses import WORKING, Status
from workload.domain.pauses import Pause


class ClockKind(StrEnum):
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"
    PROMISE = "promise"
    APPROVAL = "approval"


class ClockState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    CANCELLED = "cancelled"


class What(StrEnum):
    """What can happen to a ticket that a promise hears of."""

    CLIENT_WROTE = "client_wrote"
    ANSWERED = "answered"
    PROMISED = "promised"
    ASKED_CLIENT = "asked_client"
    WORK_RESUMED = "work_resumed"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    REOPENED = "reopened"
    WAITS_AGAIN = "waits_again"
    NO_ANSWER_NEEDED = "no_answer_needed"
    TAKEN_BACK = "taken_back"
    ENDING_UNDONE = "ending_undone"
    KEPT = "kept"
    NEVER_REOPENED = "never_reopened"
    APPROVAL_AWAITED = "approval_awaited"
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_DECIDED = "approval_decided"
    APPROVAL_DROPPED = "approval_dropped"


class About(NamedTuple):
    """The "estimate" or "overrun" that a clock of an approval counts for."""

    line: str
    id: int


class EndReason(StrEnum):
    """Why a clock no longer counts."""

    PROMISED_AGAIN = "promised_again"
    CLOSED = "closed"
    NO_ANSWER_NEEDED = "no_answer_needed"
    TAKEN_BACK = "taken_back"
    NO_POLICY = "no_policy"
    DROPPED = "dropped"
    NOT_COUNTED = "not_counted"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened at an instant. `message_id`: the message that did it, or that it was done with.

    `promised_for` belongs to PROMISED, to KEPT, and to REOPENED: the promise that still stands; `since` to TAKEN_BACK:
    when the reply that is taken back was written, and to ENDING_UNDONE: when the ticket was handed over or closed.
    WAITS_AGAIN is dated when the client wrote who waited until the closing. `standing`: times by which questions are
    promised and not answered; such promises go on (T6). `about` belongs to what happens to one approval.
    """

    what: What
    at: datetime
    message_id: int | None = None
    promised_for: datetime | None = None
    since: datetime | None = None
    about: About | None = None
    standing: frozenset[datetime] = frozenset()


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """A clock as the rule sees it; `id` is None for one that has just begun. Only its last pause may be open."""

    id: int | None
    kind: ClockKind
    started_at: datetime
    state: ClockState = ClockState.RUNNING
    message_id: int | None = None
    promised_for: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    finished_at: datetime | None = None
    finished_by: int | None = None
    end_reason: str = ""
    about: About | None = None

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED


class Move(StrEnum):
    """What is done to one clock."""

    MEET = "meet"
    CANCEL = "cancel"
    PAUSE = "pause"
    RESUME = "resume"


UNFINISHED = (ClockState.RUNNING, ClockState.PAUSED)
RESPONSES = (ClockKind.FIRST_RESPONSE, ClockKind.NEXT_RESPONSE)

# What happens to an unfinished clock of a kind; what is not here leaves it alone.
MOVES: dict[tuple[What, ClockKind], tuple[Move, str]] = {
    (What.ANSWERED, ClockKind.FIRST_RESPONSE): (Move.MEET, ""),
    (What.ANSWERED, ClockKind.NEXT_RESPONSE): (Move.MEET, ""),
    (What.ANSWERED, ClockKind.PROMISE): (Move.MEET, ""),
    (What.PROMISED, ClockKind.FIRST_RESPONSE): (Move.MEET, ""),
    (What.PROMISED, ClockKind.NEXT_RESPONSE): (Move.MEET, ""),
    (What.PROMISED, ClockKind.PROMISE): (Move.CANCEL, EndReason.PROMISED_AGAIN),
    (What.KEPT, ClockKind.PROMISE): (Move.MEET, ""),
    (What.ASKED_CLIENT, ClockKind.RESOLUTION): (Move.PAUSE, ""),
    (What.WORK_RESUMED, ClockKind.RESOLUTION): (Move.RESUME, ""),
    (What.HANDED_OVER, ClockKind.RESOLUTION): (Move.MEET, ""),
    (What.CLOSED, ClockKind.RESOLUTION): (Move.MEET, ""),
    (What.CLOSED, ClockKind.FIRST_RESPONSE): (Move.CANCEL, EndReason.CLOSED),
    (What.CLOSED, ClockKind.NEXT_RESPONSE): (Move.CANCEL, EndReason.CLOSED),
    (What.CLOSED, ClockKind.PROMISE): (Move.CANCEL, EndReason.CLOSED),
    (What.NO_ANSWER_NEEDED, ClockKind.FIRST_RESPONSE): (Move.CANCEL, EndReason.NO_ANSWER_NEEDED),
    (What.NO_ANSWER_NEEDED, ClockKind.NEXT_RESPONSE): (Move.CANCEL, EndReason.NO_ANSWER_NEEDED),
    (What.APPROVAL_AWAITED, ClockKind.APPROVAL): (Move.RESUME, ""),
    (What.APPROVAL_ASKED, ClockKind.APPROVAL): (Move.PAUSE, ""),
    (What.APPROVAL_DECIDED, ClockKind.APPROVAL): (Move.MEET, ""),
    (What.APPROVAL_DROPPED, ClockKind.APPROVAL): (Move.CANCEL, EndReason.DROPPED),
    (What.CLOSED, ClockKind.APPROVAL): (Move.CANCEL, EndReason.CLOSED),
    (What.NEVER_REOPENED, ClockKind.RESOLUTION): (Move.CANCEL, EndReason.NO_ANSWER_NEEDED),
}


def follow(clocks: Iterable[ClockFacts], happening: Happening) -> tuple[ClockFacts, ...]:
    """All clocks after `happening`, those that it begins last. A clock that began later than it knows nothing of it."""
    if happening.what is What.TAKEN_BACK:
        return tuple(_restored(clock, happening) for clock in clocks)
    if happening.what is What.ENDING_UNDONE:
        return tuple(_unended(clock, happening) for clock in clocks)
    moved = _running_on(tuple(_moved(clock, happening) for clock in clocks), happening)
    return (*moved, *_begun(moved, happening))


def follow_all(clocks: Iterable[ClockFacts], happenings: Iterable[Happening]) -> tuple[ClockFacts, ...]:
    """All clocks after several happenings, in their order."""
    known = tuple(clocks)
    for happening in happenings:
        known = follow(known, happening)
    return known


def what_a_move_means(before: Status, after: Status) -> What | None:
    """What a change of status tells the clocks."""
    if after is Status.WAITING_CLIENT:
        return What.ASKED_CLIENT
    if after is Status.RESOLVED:
        return What.HANDED_OVER
    if after is Status.CLOSED:
        return What.CLOSED
    if before not in WORKING:
        return What.REOPENED
    return What.WORK_RESUMED if before is Status.WAITING_CLIENT else None


def _moved(clock: ClockFacts, happening: Happening) -> ClockFacts:
    move, reason = MOVES.get((happening.what, clock.kind), (None, ""))
    if move is None or not clock.is_unfinished or clock.started_at > happening.at or _goes_on(clock, happening):
        return clock
    if happening.about is not None and clock.about != happening.about:
        return clock
    if move is Move.PAUSE:
        return _paused(clock, happening.at)
    if move is Move.RESUME:
        return _resumed(clock, happening.at)
    return replace(
        clock,
        state=ClockState.MET if move is Move.MEET else ClockState.CANCELLED,
        pauses=_ended(clock.pauses, happening.at),
        finished_at=happening.at,
        finished_by=happening.message_id,
        end_reason=reason,
    )


def _goes_on(clock: ClockFacts, happening: Happening) -> bool:
    """A promise to answer questions of a letter that no reply has answered yet; closing the ticket ends it as any."""
    if clock.kind is not ClockKind.PROMISE or happening.what is What.CLOSED:
        return False
    is_another = happening.what is What.KEPT and clock.promised_for != happening.promised_for
    return is_another or clock.promised_for in happening.standing


def _running_on(clocks: tuple[ClockFacts, ...], happening: Happening) -> tuple[ClockFacts, ...]:
    """What closing the ticket has cancelled, or that no answer was needed, counts on from its start when that was
    undone: what has broken stays so, and nothing is promised a second time."""
    for position, clock in reversed(tuple(enumerate(clocks))):
        if _counts_again(clock, clocks, happening):
            again = replace(clock, state=ClockState.RUNNING, finished_at=None, finished_by=None, end_reason="")
            clocks = (*clocks[:position], again, *clocks[position + 1 :])
    return clocks


def _counts_again(clock: ClockFacts, clocks: Sequence[ClockFacts], happening: Happening) -> bool:
    kinds = {What.REOPENED: (ClockKind.PROMISE,), What.WAITS_AGAIN: RESPONSES}.get(happening.what, ())
    if clock.end_reason not in (EndReason.CLOSED, EndReason.NO_ANSWER_NEEDED) or clock.kind not in kinds:
        return False
    if happening.what is What.REOPENED:
        is_standing = clock.promised_for in (happening.promised_for, *happening.standing)
        return is_standing and not _is_promised(clock.promised_for, clocks)
    if any(one.is_unfinished for one in clocks if one.kind in kinds):
        return False
    return clock.started_at == happening.at


def _is_promised(promised_for: datetime | None, clocks: Iterable[ClockFacts]) -> bool:
    """Whether a clock counts for an answer by that time."""
    promises = (one for one in clocks if one.kind is ClockKind.PROMISE)
    return any(one.is_unfinished and one.promised_for == promised_for for one in promises)


def _paused(clock: ClockFacts, at: datetime) -> ClockFacts:
    if clock.state is ClockState.PAUSED:
        return clock
    return replace(clock, state=ClockState.PAUSED, pauses=(*clock.pauses, (at, None)))


def _resumed(clock: ClockFacts, at: datetime) -> ClockFacts:
    return replace(clock, state=ClockState.RUNNING, pauses=_ended(clock.pauses, at))


def _ended(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    """The last pause ends `at`; never before it began, should a clock have been set back."""
    if not pauses or pauses[-1][1] is not None:
        return pauses
    begun = pauses[-1][0]
    return (*pauses[:-1], (begun, max(begun, at)))


def _restored(clock: ClockFacts, undone: Happening) -> ClockFacts:
    """As if the reply had never been written: what it met or paused runs on, what it promised or left open does not
    count. An approval is no matter of letters: a question to the client is withdrawn by itself."""
    if clock.kind is ClockKind.APPROVAL:
        return clock
    if clock.message_id == undone.message_id and clock.is_unfinished:
        return replace(clock, state=ClockState.CANCELLED, finished_at=undone.at, end_reason=EndReason.TAKEN_BACK)
    pauses = tuple(pause for pause in clock.pauses if pause[0] != undone.since)
    if clock.finished_by is None or clock.finished_by != undone.message_id:
        return _with_pauses(clock, pauses) if clock.is_unfinished else clock
    return _unfinished(clock, pauses)


def _unended(clock: ClockFacts, undone: Happening) -> ClockFacts:
    """As if the ticket had been neither handed over nor closed: what that has met or cancelled runs on, or goes on
    pausing."""
    is_by_ending = clock.finished_at == undone.since and clock.finished_by is None
    if clock.is_unfinished or not is_by_ending or clock.end_reason not in ("", EndReason.CLOSED):
        return clock
    return _unfinished(clock, clock.pauses)


def _unfinished(clock: ClockFacts, pauses: tuple[Pause, ...]) -> ClockFacts:
    """A clock whose end does not count, with the pause that its end has ended."""
    if pauses and pauses[-1][1] == clock.finished_at:
        pauses = (*pauses[:-1], (pauses[-1][0], None))
    return _with_pauses(replace(clock, finished_at=None, finished_by=None, end_reason=""), pauses)


def _with_pauses(clock: ClockFacts, pauses: tuple[Pause, ...]) -> ClockFacts:
    is_paused = bool(pauses) and pauses[-1][1] is None
    return replace(clock, pauses=pauses, state=ClockState.PAUSED if is_paused else ClockState.RUNNING)


def _begun(clocks: Sequence[ClockFacts], happening: Happening) -> Iterator[ClockFacts]:
    """A client's message begins a response unless one is owed already, and the resolution once a ticket."""
    if happening.what in (What.CLIENT_WROTE, What.WAITS_AGAIN):
        if not any(clock.is_unfinished for clock in clocks if clock.kind in RESPONSES):
            was_first = any(clock.kind is ClockKind.FIRST_RESPONSE for clock in clocks)
            yield _new(ClockKind.NEXT_RESPONSE if was_first else ClockKind.FIRST_RESPONSE, happening)
        if not any(clock.kind is ClockKind.RESOLUTION for clock in clocks):
            yield _new(ClockKind.RESOLUTION, happening)
    elif happening.what is What.REOPENED:
        if not any(clock.is_unfinished for clock in clocks if clock.kind is ClockKind.RESOLUTION):
            yield _new(ClockKind.RESOLUTION, happening)
    elif happening.what is What.PROMISED and not _is_promised(happening.promised_for, clocks):
        yield replace(_new(ClockKind.PROMISE, happening), promised_for=happening.promised_for)
    elif happening.what is What.APPROVAL_AWAITED and not _is_counted(happening.about, clocks):
        yield replace(_new(ClockKind.APPROVAL, happening), about=happening.about)


def _is_counted(about: About | None, clocks: Sequence[ClockFacts]) -> bool:
    return any(clock.is_unfinished for clock in clocks if clock.about == about)


def _new(kind: ClockKind, happening: Happening) -> ClockFacts:
    return ClockFacts(id=None, kind=kind, started_at=happening.at, message_id=happening.message_id)
