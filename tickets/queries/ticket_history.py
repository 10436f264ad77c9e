"""The audit trail of one ticket in words (P5)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.audit_words import actor, words_for
from support_desk.shared.models import AuditEntry
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.models import Priority, Ticket

MOST_SHOWN = 200
# action: (icon, words)
DEEDS: dict[str, tuple[str, Any]] = {
    "ticket.open": ("plus", gettext_lazy("Ticket opened")),
    "ticket.receive": ("mail", gettext_lazy("Message received")),
    "ticket.reply": ("reply", gettext_lazy("Reply written")),
    "ticket.take_back": ("undo-2", gettext_lazy("Reply taken back")),
    "ticket.note": ("lock", gettext_lazy("Internal note")),
    "ticket.call": ("phone", gettext_lazy("Phone call written down")),
    "ticket.assign": ("user-round-plus", gettext_lazy("Assigned")),
    "ticket.priority": ("chevrons-up", gettext_lazy("Priority changed")),
    "ticket.tags": ("tag", gettext_lazy("Tags changed")),
    "ticket.place": ("building-2", gettext_lazy("Client and project chosen")),
    "ticket.no_answer_needed": ("check", gettext_lazy("Marked as needing no answer")),
    "ticket.follow": ("eye", gettext_lazy("Followed")),
    "ticket.unfollow": ("eye-off", gettext_lazy("No longer followed")),
    "ticket.start": ("play", gettext_lazy("Taken up")),
    "ticket.ask_client": ("message-circle-reply", gettext_lazy("Waiting for the client")),
    "ticket.ask_specialist": ("wrench", gettext_lazy("Waiting for a specialist")),
    "ticket.resolve": ("check", gettext_lazy("Resolved")),
    "ticket.close": ("archive", gettext_lazy("Closed")),
    "ticket.reopen": ("rotate-ccw", gettext_lazy("Reopened")),
    "ticket.fall_silent": ("archive", gettext_lazy("Closed after days of silence")),
    "ticket.client_writes": ("circle-dot", gettext_lazy("Open again: the client wrote")),
    "clock.warn": ("alarm-clock", gettext_lazy("Warned that a promise falls due")),
    "clock.breach": ("triangle-alert", gettext_lazy("A promise was not kept in time")),
    "clock.escalate": ("trending-up", gettext_lazy("An overdue promise was escalated")),
    "time.log": ("timer", gettext_lazy("Time logged")),
    "time.reverse": ("timer-reset", gettext_lazy("Time taken back")),
}


def history(ticket: Ticket, *, viewer: Viewer) -> list[tuple[str, str, str]]:
    """(icon, what happened, when and who), newest first. The ticket was found visible before. One statement."""
    times = TimeWords(at=viewer.at)
    entries = AuditEntry.objects.of_scope(ticket.scope).order_by("-id")[:MOST_SHOWN]
    return [_line(entry, times) for entry in entries]


def _line(entry: AuditEntry, times: TimeWords) -> tuple[str, str, str]:
    icon, words = DEEDS.get(entry.action) or ("history", words_for(entry.action))
    detail = _detail(entry)
    what = _("%(deed)s: %(detail)s") % {"deed": words, "detail": detail} if detail else words
    return icon, str(what), f"{times.short(entry.at)} · {actor(entry.actor_name)}"


def _detail(entry: AuditEntry) -> str:
    after = entry.after
    if entry.action == "ticket.assign":
        return _label(after.get("assignee")) or _("nobody")
    if entry.action == "ticket.priority":
        return str(Priority(after.get("priority", Priority.NORMAL)).label)
    if entry.action == "ticket.tags":
        return ", ".join(after.get("tags", []))
    if entry.action == "ticket.place":
        return _label(after.get("project"))
    if entry.action.startswith("time."):
        facts = after or entry.before
        return _("%(minutes)d min") % {"minutes": facts.get("actual_minutes", 0)}
    return ""


def _label(value: Any) -> str:
    return str(value.get("label", "")) if isinstance(value, dict) else ""
