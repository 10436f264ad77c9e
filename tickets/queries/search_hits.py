"""Showing what a search found: subject and the newest matching message, the words marked."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline
from django.db.models.functions import Left
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from tickets.queries.search_words import CONFIG, Words

# Private-use signs stand around a found word until the text is escaped.
START, STOP = "\ue000", "\ue001"
MARKED = re.compile(f"{START}([^{START}{STOP}]*){STOP}")
TEXT_LOOKED_THROUGH = 20_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A ticket with its subject marked and the place in its newest matching message, if the words are in one."""

    ticket: Ticket
    subject: SafeString
    message: Message | None
    snippet: SafeString


def hits_for(viewer: Viewer, ids: list[int], words: Words) -> list[Hit]:
    """Hits for the tickets `ids`, in their order. Three statements; the text is cut up for these alone."""
    found = Ticket.objects.visible_to(viewer).filter(pk__in=ids).select_related("client", "project", "assignee")
    shown = found.annotate(marked=headline("subject", words, whole=True)).defer("search")
    tickets = {ticket.pk: ticket for ticket in shown}
    messages = matching_messages(viewer, ids, words)
    return [hit(tickets[pk], messages.get(pk)) for pk in ids if pk in tickets]


def matching_messages(viewer: Viewer, ids: list[int], words: Words) -> dict[int, Message]:
    """ticket id → its newest message with the words."""
    matching = Message.objects.visible_to(viewer).filter(
        ticket_id__in=ids, search=words.query, retracted_at__isnull=True
    )
    newest = list(matching.order_by("ticket_id", "-id").distinct("ticket_id").values_list("pk", flat=True))
    shown = Message.objects.filter(pk__in=newest).only("ticket_id", "author_name", "direction", "created_at")
    marked = shown.annotate(marked=headline(Left("body_text", TEXT_LOOKED_THROUGH), words))
    return {message.ticket_id: message for message in marked}


def headline(source: str | Left, words: Words, *, whole: bool = False) -> SearchHeadline:
    """The words in their surroundings, marked; `whole`: all of a short text."""
    limits = {"highlight_all": True} if whole else {"max_words": 30, "min_words": 15, "max_fragments": 2}
    return SearchHeadline(source, words.query, config=CONFIG, start_sel=START, stop_sel=STOP, **limits)


def hit(ticket: Ticket, message: Message | None) -> Hit:
    snippet = marked(message.marked) if message else SafeString("")  # type: ignore[attr-defined]  # annotated above
    return Hit(ticket=ticket, subject=marked(ticket.marked), message=message, snippet=snippet)  # type: ignore[attr-defined]


def marked(text: str) -> SafeString:
    """`text` escaped piece by piece, found words in <mark>."""
    pieces = MARKED.split(text)
    shown = (
        (format_html("<mark>{}</mark>", bare(piece)) if index % 2 else bare(piece),)
        for index, piece in enumerate(pieces)
    )
    return format_html_join("", "{}", shown)


def bare(text: str) -> str:
    """Without stray signs of ours, should the text itself hold them."""
    return text.replace(START, "").replace(STOP, "")
