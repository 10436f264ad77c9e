"""The page of a complaint: the letter beside the answer, and what has happened to it (S6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _

from disputes.complaint_permissions import can_decide
from disputes.models import Complaint
from disputes.queries.complaint_deciders import deciders_of
from disputes.queries.complaint_lists import ComplaintRow, complaint_row
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.models import Message
from tickets.queries.message_text import beginning

LOOKED_BACK = 20
IN, OUT = Message.Direction.INBOUND, Message.Direction.OUTBOUND


@dataclass(frozen=True, slots=True)
class Conversation:
    """What led to a complaint and followed it; None where there was no such message. `question`: what the client had
    asked before `answer`, our last one before the complaint; `reply`: our first one after it."""

    question: Message | None = None
    answer: Message | None = None
    reply: Message | None = None


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """`conversation` is None for who only knows that it exists; `sees_ticket`: whether a link leads on;
    `is_nobody_s`: it is open, and nobody may decide on it before the director has a substitute."""

    row: ComplaintRow
    text: str
    conversation: Conversation | None
    sees_ticket: bool
    is_nobody_s: bool
    timeline: list[tuple[str, Any, Any]]


def complaint_page(complaint: Any, viewer: Viewer) -> ComplaintPage:
    """Of one that was read by `complaints_of`. Three statements at most, and five more while it is open and
    somebody else's to decide."""
    row, message = complaint_row(complaint, viewer), complaint.message
    sees = message is not None and Message.objects.visible_to(viewer).filter(pk=message.pk).exists()
    may_read = message is not None and (sees or _judges(complaint, viewer))
    return ComplaintPage(
        row=row,
        text=beginning(message.body_text) if message else "",
        conversation=conversation_around(message) if may_read else None,
        sees_ticket=sees,
        is_nobody_s=is_open(complaint) and not row.may_decide and not deciders_of(complaint, viewer.at),
        timeline=list(timeline_of(complaint, viewer)),
    )


def is_open(complaint: Complaint) -> bool:
    return complaint.state == Complaint.State.OPEN


def conversation_around(message: Message) -> Conversation:
    """What the client had asked, what we answered to it, and what we answered to the complaint. Two statements."""
    told = (
        Message.objects.filter(ticket_id=message.ticket_id, direction__in=(IN, OUT), retracted_at__isnull=True)
        .exclude(pk=message.pk)
        .filter(is_automatic=False)
        .defer("search", "body_html", "quoted_text")
    )
    before = told.filter(created_at__lte=message.created_at).order_by("-created_at", "-pk")[:LOOKED_BACK]
    after = told.filter(created_at__gt=message.created_at, direction=OUT).order_by("created_at", "pk")
    question, answer = _exchange(before)
    return Conversation(question, answer, after.first())


def _exchange(newest_first: QuerySet[Message]) -> tuple[Message | None, Message | None]:
    """(what the client had asked, our last answer to it)."""
    rows = iter(newest_first)
    answer = next((row for row in rows if row.direction == OUT), None)
    return next((row for row in rows if row.direction == IN), None), answer


def _judges(complaint: Any, viewer: Viewer) -> bool:
    """Who decides must read both sides, and may read them afterwards."""
    if complaint.decided_by_id is not None:
        return bool(complaint.decided_by_id == viewer.employee_id)
    return can_decide(viewer, complaint, stands_in=complaint.is_for_substitute)


def timeline_of(complaint: Complaint, viewer: Viewer) -> Iterable[tuple[str, Any, Any]]:
    """(icon, what, who and when), the oldest first."""
    times = TimeWords(at=viewer.at)
    if complaint.message is not None:
        written = complaint.message
        yield "mail", _("The client wrote"), _who(written.author_name, times.html(written.created_at))
    yield "megaphone", _("Flagged as a complaint"), _who(complaint.flagged_by.name, times.html(complaint.flagged_at))
    if complaint.decided_by is not None and complaint.decided_at is not None:
        icon = "check" if complaint.state == Complaint.State.CONFIRMED else "x"
        yield icon, complaint.get_state_display(), _who(complaint.decided_by.name, times.html(complaint.decided_at))


def _who(name: str, when: str) -> str:
    return format_html("{} · {}", name, when)
