"""Messages to choose from when a ticket is split (T7)."""

from django.utils.text import Truncator

from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.models import Ticket
from tickets.queries.ticket_messages import shown_messages

MOST_OFFERED = 100
WORDS = 80


def messages_to_split(ticket: Ticket, viewer: Viewer) -> list[tuple[int, str]]:
    """Key and words of each of the last hundred messages, newest first. One statement."""
    times = TimeWords(at=viewer.at)
    said = shown_messages(ticket.pk, viewer).order_by("-created_at", "-id")
    rows = said.values_list("pk", "created_at", "author_name", "body_text")[:MOST_OFFERED]
    return [
        (key, f"{times.short(at)}, {name}: {Truncator(' '.join(text[:400].split())).chars(WORDS)}")
        for key, at, name, text in rows
    ]
