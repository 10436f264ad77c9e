"""Which tickets hold the words of a search: few enough to look at, whatever was typed.

Ids are fetched before they are filtered by visibility, because in one statement the planner, which cannot know how
many tickets somebody sees, walks a whole table.
"""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func, Q, QuerySet

from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from tickets.models.sight import reasons_to_see
from tickets.queries.search_words import Words

COMMON_FROM = 3_000
# The planner takes a word that it has no figure for to stand in one message of two hundred: that word is rare.
COMMON_ABOVE_SHARE = 0.006
NEWEST_TICKETS = 500
MOST_FOUND = 10_000
# Read row by row: for a common word the index would hand out half a million places first.
PAST_THE_INDEX = Func(F("search"), template="(%(expressions)s || ''::tsvector)", output_field=SearchVectorField())


def is_common(words: Words) -> bool:
    """Whether so many messages hold the words that only one's newest tickets are looked through."""
    return words.messages_estimated > max(COMMON_FROM, COMMON_ABOVE_SHARE * words.messages_in_all)


def candidates(viewer: Viewer, words: Words) -> list[int]:
    """Ids of tickets with the words in subject or message, visible or not: the caller filters. Two statements."""
    messages = Message.objects.filter(retracted_at__isnull=True).order_by()
    subjects = Ticket.objects.order_by()
    if viewer.is_client:
        messages = messages.exclude(direction=Message.Direction.INTERNAL)
    if is_common(words):
        newest = newest_tickets(viewer)
        messages = messages.filter(ticket_id__in=newest).alias(read=PAST_THE_INDEX).filter(read=words.query)
        subjects = subjects.filter(pk__in=newest).alias(read=PAST_THE_INDEX).filter(read=words.query)
    else:
        messages, subjects = messages.filter(search=words.query), subjects.filter(search=words.query)
    found = messages.values_list("ticket_id", flat=True).union(subjects.values_list("pk", flat=True))
    return list(found[:MOST_FOUND])


def newest_tickets(viewer: Viewer) -> list[int]:
    """Ids of the 500 newest tickets that the viewer may see, each reason for it by its own index."""
    found = reasons_to_see(viewer)
    reasons = [Q()] if found is None else found
    if not reasons:
        return []
    first, *others = [newest_of(reason) for reason in reasons]
    return list(first.union(*others).order_by("-pk")[:NEWEST_TICKETS]) if others else list(first)


def newest_of(reason: Q) -> QuerySet[Ticket, int]:
    return Ticket.objects.filter(reason).order_by("-pk").values_list("pk", flat=True)[:NEWEST_TICKETS]
