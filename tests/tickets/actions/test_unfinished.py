"""While something is left to do, a ticket is neither handed over nor closed (T4-T6, W2, W4)."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_message, a_task, a_ticket, an_approval, an_item, contact_viewer, viewer
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.moving import move_ticket
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.silence import close_silent_tickets
from tickets.actions.tasks.moving import move_task
from tickets.domain.statuses import Event
from tickets.domain.tasks import TaskEvent
from tickets.models import Approval, Ticket

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LEFT = {
    "task": ("open_tasks", "A task is still open"),
    "item": ("open_items", "1 question of the letter is not answered yet"),
    "promise": ("open_items", "2 questions of the letter are not answered yet"),
    "question": ("open_question", "has not answered our question yet"),
}


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket(status="open")


@pytest.fixture
def manager(ticket: Ticket) -> Viewer:
    return viewer(ticket.assignee)


def leave(ticket: Ticket, what: str) -> None:
    """Something that is left to do."""
    if what == "task":
        a_task(ticket, title="Inside words", status="submitted")
    elif what == "question":
        an_approval(ticket)
    else:
        letter = a_message(ticket)
        over = {"state": "promised", "promised_until": NOW + DAY, "settled_at": NOW} if what == "promise" else {}
        for _ in range(2 if what == "promise" else 1):
            an_item(letter, **over)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


@pytest.mark.parametrize("event", [Event.RESOLVE, Event.CLOSE])
@pytest.mark.parametrize("what", LEFT)
def test_it_is_refused_by_its_name(ticket: Ticket, manager: Viewer, what: str, event: Event) -> None:
    leave(ticket, what)
    with pytest.raises(Refused) as refused:
        move_ticket(ticket=ticket, event=event, by=manager, at=NOW)
    assert refused.value.code == LEFT[what][0]
    assert LEFT[what][1] in str(refused.value)
    assert now(ticket).status == "open"


@pytest.mark.parametrize("what", ["task", "question"])
def test_a_reply_hands_nothing_over_that_is_not_done(ticket: Ticket, manager: Viewer, what: str) -> None:
    leave(ticket, what)
    with pytest.raises(Refused):
        reply(ticket=ticket, body="Done", by=manager, at=NOW, options=ReplyOptions(then=Event.RESOLVE))
    assert not ticket.messages.filter(direction="out").exists()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("task", "We are still working on this"),
        ("item", "We are still working on this"),
        ("question", "Please answer our question first"),
    ],
)
def test_the_client_hears_no_word_of_ours(ticket: Ticket, what: str, words: str) -> None:
    leave(ticket, what)
    Ticket.objects.filter(pk=ticket.pk).update(status="resolved", resolved_at=NOW)
    with pytest.raises(Refused, match=words) as refused:
        move_ticket(ticket=ticket, event=Event.CLOSE, by=contact_viewer(ticket.requester), at=NOW)
    assert "Inside words" not in str(refused.value)


@pytest.mark.parametrize("what", [*LEFT, "date"])
def test_silence_closes_nothing_that_is_not_done(ticket: Ticket, what: str) -> None:
    if what != "date":
        leave(ticket, what)
    over = {"waiting_since": None, "promised_until": NOW if what == "date" else None}
    Ticket.objects.filter(pk=ticket.pk).update(status="resolved", resolved_at=NOW, closes_at=NOW + DAY, **over)
    assert close_silent_tickets(at=NOW + 2 * DAY) == 0


@pytest.mark.parametrize("what", ["item", "promise", "question"])
def test_the_last_hand_over_resolves_only_what_is_done(ticket: Ticket, manager: Viewer, what: str) -> None:
    task = a_task(ticket, status="checked")
    leave(ticket, what)
    move_task(task=task, event=TaskEvent.HAND_OVER, by=manager, at=NOW)
    assert now(ticket).status == "open"


def test_a_merged_ticket_takes_along_what_is_left(ticket: Ticket, manager: Viewer) -> None:
    for what in LEFT:
        leave(ticket, what)
    into = a_ticket(ticket.project, requester=ticket.requester)
    merge_tickets(ticket=ticket, into=into, by=manager, at=NOW)
    assert now(ticket).status == "closed"
    assert Approval.objects.get().ticket == into
