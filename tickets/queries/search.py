"""Search over subjects, messages, contacts and numbers with Russian and English word forms (T8).

What is found is filtered by `visible_to` before anything is counted, cut or shown. A rare word is looked up in the
index over everything. One so common that the index would return a good part of the messages is looked for in the
viewer's newest tickets, and the page says so.
"""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from support_desk.shared.cursors import keyset_page
from support_desk.shared.viewer import Viewer
from tickets.models import Client, Contact, Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.queries.search_candidates import candidates, is_common
from tickets.queries.search_hits import Hit, hits_for
from tickets.queries.search_words import Words, cleaned, number_in, words_of

PAGE_SIZE = 20
MOST_PEOPLE = 5


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found. `ticket_number`: the whole query is the number of a visible ticket. `is_narrowed`: a common
    word was looked for among the newest tickets only."""

    text: str
    ticket_number: int | None = None
    hits: list[Hit] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    is_narrowed: bool = False
    is_too_small: bool = False
    newer: str = ""
    older: str = ""

    @property
    def found_nothing(self) -> bool:
        return not (self.hits or self.contacts or self.clients)


def search_page(viewer: Viewer, text: str, *, cursor: str = "") -> SearchPage:
    """Twenty tickets by recency, and the people and clients of that name. At most ten statements."""
    text = cleaned(text)
    if not text:
        return SearchPage(text="")
    number = number_in(text)
    if number is not None and Ticket.objects.visible_to(viewer).filter(number=number).exists():
        return SearchPage(text=text, ticket_number=number)
    words = words_of(text)
    contacts, clients = people(viewer, words), organisations(viewer, words)
    if words.is_empty and not contacts:
        return SearchPage(text=text, clients=clients, is_too_small=True)
    found = matching_tickets(viewer, words, contacts=contacts)
    page = keyset_page(
        found.only("id", "last_message_at"), order=("-last_message_at", "-id"), cursor=cursor, size=PAGE_SIZE
    )
    return SearchPage(
        text=text,
        hits=hits_for(viewer, [ticket.pk for ticket in page.rows], words),
        contacts=contacts if not cursor else [],
        clients=clients if not cursor else [],
        is_narrowed=is_common(words),
        newer=page.newer,
        older=page.older,
    )


def matching_tickets(viewer: Viewer, words: Words, *, contacts: list[Contact]) -> TicketQuerySet:
    """Visible tickets with the words in the subject or a message, or asked for by one of `contacts`."""
    ids = candidates(viewer, words)
    return Ticket.objects.visible_to(viewer).filter(Q(pk__in=ids) | asked_by(words, contacts))


def asked_by(words: Words, contacts: list[Contact]) -> Q:
    """The requester is one of `contacts`, or a lead wrote from the address that was typed."""
    condition = Q(requester_id__in=[contact.pk for contact in contacts])
    return condition | Q(is_lead=True, requester_address__iexact=words.text) if "@" in words.text else condition


def people(viewer: Viewer, words: Words) -> list[Contact]:
    """Visible contacts of that name in any form of it, that address or phone."""
    digits = "".join(character for character in words.text if character.isdigit())
    named = _holds_all("name", words.stems)
    condition = Q(emails__email__icontains=words.text) if " " not in words.text else Q()
    if named:
        condition |= named
    if len(digits) >= 5:
        condition |= Q(phones__number__contains=digits)
    if not condition:
        return []
    found = Contact.objects.visible_to(viewer).filter(condition).select_related("client")
    return list(found.order_by("name", "id").distinct()[:MOST_PEOPLE])


def organisations(viewer: Viewer, words: Words) -> list[Client]:
    """Visible clients whose name holds every word in some form."""
    named = _holds_all("name", words.stems)
    clients: QuerySet[Client] = Client.objects.visible_to(viewer)
    return list(clients.filter(named).order_by("name", "id")[:MOST_PEOPLE]) if named else []


def _holds_all(name: str, stems: tuple[str, ...]) -> Q:
    """A short name is looked through for stems: a word's other forms begin with the same letters."""
    condition = Q()
    for stem in stems:
        condition &= Q(**{f"{name}__icontains": stem})
    return condition
