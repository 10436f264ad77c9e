"""What a caller may do to a ticket now: the verbs of its addresses, from the rules that the actions obey."""

from collections.abc import Iterator

from support_desk.shared.viewer import Viewer
from tickets.actions.moving import party_of
from tickets.domain.statuses import Event, Status, events_for
from tickets.models import Ticket, TicketStatus
from tickets.permissions import can_answer, can_triage, can_work_on, is_to_be_placed, takes_part

MOVES = (Event.START, Event.ASK_CLIENT, Event.ASK_SPECIALIST, Event.RESOLVE, Event.CLOSE, Event.REOPEN)


def verb_of(event: Event) -> str:
    """How an event is written in an address."""
    return event.value.replace("_", "-")


def allowed_actions(viewer: Viewer, ticket: Ticket, *, is_followed: bool) -> list[str]:
    """Verbs in a fixed order. Needs the ticket's project and `has_own_task`; asks the database nothing."""
    return [*conversation(viewer, ticket), *handling(viewer, ticket), "unfollow" if is_followed else "follow"]


def conversation(viewer: Viewer, ticket: Ticket) -> Iterator[str]:
    """Writing, calling and moving."""
    if not can_work_on(viewer, ticket):
        if takes_part(viewer, ticket):
            yield "note"
        return
    if can_answer(viewer, ticket):
        if ticket.status != TicketStatus.CLOSED and ticket.requester_address:
            yield "reply"
        yield "call"
    yield "note"
    if ticket.client_id is not None:
        yield "receive"
    if ticket.merged_into_id is not None:
        yield "unmerge"
        return
    possible = events_for(Status(ticket.status), party_of(viewer))
    yield from (verb_of(event) for event in MOVES if event in possible)


def handling(viewer: Viewer, ticket: Ticket) -> Iterator[str]:
    """Whose it is and how it is marked."""
    if not can_work_on(viewer, ticket):
        return
    yield from ("assign", "priority", "tags")
    if can_triage(viewer) and is_to_be_placed(ticket):
        yield "place"
    if ticket.waiting_since is not None and ticket.settled_item_count == ticket.item_count:
        yield "no-answer-needed"
    elif ticket.no_answer_needed_at is not None and ticket.status != TicketStatus.CLOSED:
        yield "answer-needed"
