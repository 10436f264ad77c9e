"""The promises of one ticket with how each came about, what was escalated, and what came of it (S2, S3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import inf

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared.ui.marks import clock
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.models import Clock, ClockPause, ClockStep, EscalationStep, Ticket
from tickets.queries.clock_words import REASONS, due_mark, step_words
from workload.domain.explanation import explain
from workload.domain.refusals import BadInput
from workload.queries.calendars import calendar_of

MOST_SHOWN = 50
State = Clock.State


@dataclass(frozen=True, slots=True)
class ClockCard:
    """One promise. `about`: of which task's estimate or overrun it is, empty for others; `lines`: how its due time came
    about; `events`: (icon, what happened, when), oldest first. `is_owed`: it is neither kept nor cancelled yet."""

    kind: str
    about: str
    mark: SafeString
    lines: list[str]
    events: list[tuple[str, str, str]]
    is_owed: bool
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class TicketClocks:
    """`promised`: how often a time was promised, said once it was more than once (T5). `waiting`: since when the client
    waits."""

    cards: list[ClockCard]
    promised: str
    has_policy: bool
    waiting: str

    @property
    def owed(self) -> list[ClockCard]:
        """What is still to be kept, the nearest first: that is what a row of the queue tells."""
        owed = [card for card in self.cards if card.is_owed]
        return sorted(owed, key=_nearness)


def _nearness(card: ClockCard) -> float:
    """What is paused has no due time and comes last."""
    return card.due_at.timestamp() if card.due_at else inf


def clocks_of_ticket(ticket: Ticket, viewer: Viewer) -> TicketClocks:
    """What is owed first, then what is over, the newest first. Two statements for a ticket that was found visible."""
    times = TimeWords(at=viewer.at)
    pauses = ClockPause.objects.filter(clock=OuterRef("pk")).order_by("starts_at")
    rows = (
        Clock.objects.visible_to(viewer)
        .filter(ticket=ticket)
        .select_related("answerer", "estimate__task", "overrun__task")
        .annotate(
            paused_at=ArraySubquery(pauses.values("starts_at")), resumed_at=ArraySubquery(pauses.values("ends_at"))
        )
        .prefetch_related(Prefetch("steps", ClockStep.objects.order_by("position")))
        .order_by("-id")[:MOST_SHOWN]
    )
    found = sorted(rows, key=lambda row: row.finished_at is not None)
    return TicketClocks(
        cards=[_card(row, times) for row in found],
        promised=_promised(times_promised(found)),
        has_policy=ticket.sla_policy_id is not None,
        waiting=_waiting(ticket, times),
    )


def times_promised(clocks: list[Clock]) -> int:
    """How often an answer was promised; a promise that was taken back was none."""
    return sum(row.kind == Clock.Kind.PROMISE and row.end_reason != "taken_back" for row in clocks)


def _promised(count: int) -> str:
    if count < 2:
        return ""
    return ngettext("An answer was promised %(count)d time.", "An answer was promised %(count)d times.", count) % {
        "count": count
    }


def _waiting(ticket: Ticket, times: TimeWords) -> str:
    if ticket.waiting_since is None:
        return ""
    return _("The client waits since %(time)s") % {"time": times.exact(ticket.waiting_since)}


def _card(row: Clock, times: TimeWords) -> ClockCard:
    return ClockCard(
        kind=row.get_kind_display(),
        about=_about(row),
        mark=_mark(row, times),
        lines=_lines(row, times),
        events=list(_events(row, times)),
        is_owed=row.finished_at is None,
        due_at=row.due_at,
    )


def _about(row: Clock) -> str:
    """Whose approval it is."""
    if row.estimate is not None:
        return _("Estimate of “%(task)s”") % {"task": row.estimate.task.title}
    return _("Overrun of “%(task)s”") % {"task": row.overrun.task.title} if row.overrun else ""


def _mark(row: Clock, times: TimeWords) -> SafeString:
    if row.state == State.RUNNING:
        return due_mark(row.due_at, row.kind, row.breached_at is not None, times)
    if row.state == State.PAUSED:
        return clock("paused", _("Paused"))
    if row.state == State.MET:
        return clock("breached", _("Met too late")) if row.breached_at else clock("met", _("Met in time"))
    return clock("paused", State.CANCELLED.label, icon_name="ban")


def _lines(row: Clock, times: TimeWords) -> list[str]:
    if row.promised_for is not None:
        return [
            _("Promised %(at)s for %(until)s.")
            % {"at": times.inside(row.started_at), "until": times.inside(row.promised_for)}
        ]
    if row.calendar_id is None or row.target_minutes is None:
        return []
    read = row.__dict__
    pauses = list(zip(read["paused_at"], read["resumed_at"], strict=True))
    calendar = calendar_of(row.calendar_id, row.calendar_number)
    try:
        steps = explain(calendar, started_at=row.started_at, target_minutes=row.target_minutes, pauses=pauses)
    except BadInput:
        return []
    return [step_words(step, times) for step in steps]


def _events(row: Clock, times: TimeWords) -> Iterator[tuple[str, str, str]]:
    for step in row.steps.all():
        icon, what = _step(step.step)
        yield icon, what, times.short(step.at)
    if row.finished_at is None:
        return
    when = times.short(row.finished_at)
    if row.state == State.CANCELLED:
        reason = REASONS.get(row.end_reason, row.end_reason)
        yield "ban", _("No longer counted: %(reason)s.") % {"reason": reason}, when
    else:
        who = row.answerer.name if row.answerer else ""
        yield "check", _("Met"), f"{when} · {who}" if who else when


def _step(step: str) -> tuple[str, str]:
    if step == "warn":
        return "alarm-clock", _("Warned that it falls due")
    if step == "breach":
        return "triangle-alert", _("Not kept in time")
    return "trending-up", _("Told: %(role)s") % {"role": EscalationStep.Role(step).label}
