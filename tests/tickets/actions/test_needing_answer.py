"""T5: a thank-you needs no answer, and saying so is undone to the letter."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_message, a_ticket, viewer
from tickets.actions.bulk import BulkChange, change_tickets
from tickets.actions.bulk_undo import undo_changes
from tickets.actions.needing_answer import answer_needed, no_answer_needed, restore_need
from tickets.actions.replying import reply
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ticket() -> Ticket:
    ticket = a_ticket(status="open")
    a_message(ticket, at=NOW - 2 * MINUTE)
    a_message(ticket, at=NOW - MINUTE)
    return ticket


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    assert ticket.assignee
    return viewer(ticket.assignee)


def waits(ticket: Ticket) -> object:
    return Ticket.objects.values_list("waiting_since", flat=True).get(pk=ticket.pk)


def test_said_twice_it_is_said_once(ticket: Ticket, owner: Viewer) -> None:
    for minute in range(2):
        no_answer_needed(ticket=ticket, by=owner, at=NOW + minute * MINUTE)
    assert AuditEntry.objects.filter(action="ticket.no_answer_needed").count() == 1


def test_the_last_letter_needs_an_answer_after_all(ticket: Ticket, owner: Viewer) -> None:
    no_answer_needed(ticket=ticket, by=owner, at=NOW)
    assert answer_needed(ticket=ticket, by=owner, at=NOW + MINUTE).waiting_since == NOW - MINUTE
    trail = AuditEntry.objects.get(action="ticket.answer_needed")
    assert (trail.before["waiting_since"], trail.scope) == (None, ticket.scope)


def test_what_nobody_said_is_not_taken_back(ticket: Ticket, owner: Viewer) -> None:
    with pytest.raises(Refused, match="Nobody has said"):
        answer_needed(ticket=a_ticket(ticket.project), by=owner, at=NOW)
    assert answer_needed(ticket=ticket, by=owner, at=NOW).waiting_since == NOW - 2 * MINUTE
    assert restore_need(ticket=ticket, said_at=None, by=owner, at=NOW).waiting_since == NOW - 2 * MINUTE
    assert not AuditEntry.objects.exists()


def test_who_was_answered_since_waits_for_nothing(ticket: Ticket, owner: Viewer) -> None:
    no_answer_needed(ticket=ticket, by=owner, at=NOW)
    reply(ticket=ticket, body="You are welcome", by=owner, at=NOW + MINUTE)
    with pytest.raises(Refused, match="answered since"):
        answer_needed(ticket=ticket, by=owner, at=NOW + 2 * MINUTE)
    assert Ticket.objects.get(pk=ticket.pk).no_answer_needed_at == NOW


def test_of_many_at_once_and_back(ticket: Ticket, owner: Viewer) -> None:
    other = a_ticket(ticket.project, status="open")
    a_message(other, at=NOW - MINUTE)
    quiet = a_ticket(ticket.project, status="open")
    done = change_tickets(tickets=[ticket, other, quiet], change=BulkChange(no_answer=True), by=owner, at=NOW)
    assert (len(done.changed), waits(ticket), waits(other)) == (3, None, None)
    back = undo_changes(changes=done.changes, by=owner, at=NOW + MINUTE)
    assert (len(back.changed), waits(ticket), waits(other), waits(quiet)) == (3, NOW - 2 * MINUTE, NOW - MINUTE, None)


def test_an_earlier_word_is_kept_when_a_later_one_is_undone(ticket: Ticket, owner: Viewer) -> None:
    no_answer_needed(ticket=ticket, by=owner, at=NOW)
    a_message(Ticket.objects.get(pk=ticket.pk), at=NOW + MINUTE)
    done = change_tickets(tickets=[ticket], change=BulkChange(no_answer=True), by=owner, at=NOW + 2 * MINUTE)
    undo_changes(changes=done.changes, by=owner, at=NOW + 3 * MINUTE)
    assert waits(ticket) == NOW + MINUTE


def test_what_was_kept_before_this_was_known_is_undone_all_the_same(ticket: Ticket, owner: Viewer) -> None:
    done = change_tickets(tickets=[ticket], change=BulkChange(), by=owner, at=NOW)
    for change in done.changes:
        for state in (change["before"], change["after"]):
            del state["no_answer_needed_at"]
    assert undo_changes(changes=done.changes, by=owner, at=NOW).changed == [ticket.number]


def test_who_wrote_since_waits_since_the_earlier_letter_once_it_is_undone(ticket: Ticket, owner: Viewer) -> None:
    done = change_tickets(tickets=[ticket], change=BulkChange(no_answer=True), by=owner, at=NOW)
    a_message(Ticket.objects.get(pk=ticket.pk), at=NOW + MINUTE)
    undo_changes(changes=done.changes, by=owner, at=NOW + 2 * MINUTE)
    assert waits(ticket) == NOW - 2 * MINUTE
