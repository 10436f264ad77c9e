"""What a change of many tickets had met or ended goes on when it is undone, and no target begins anew (S2)."""

import pytest

from tests.factories import a_task
from tests.tickets.sla.conftest import Desk
from tickets.actions.bulk import BulkChange, change_tickets
from tickets.actions.bulk_undo import restore_ticket
from tickets.actions.replying import reply
from tickets.domain.statuses import Event
from tickets.models import Clock, Ticket

pytestmark = pytest.mark.django_db


def changed_and_back(desk: Desk, ticket: Ticket, event: Event) -> None:
    outcome = change_tickets(tickets=[ticket], change=BulkChange(event=event), by=desk.owner, at=desk.at(30))
    restore_ticket(change=outcome.changes[0], by=desk.owner, at=desk.at(31))


def clocks(ticket: Ticket) -> list[tuple[object, ...]]:
    rows = Clock.objects.filter(ticket=ticket).order_by("id")
    return list(rows.values_list("kind", "state", "started_at", "due_at", "finished_at"))


@pytest.mark.parametrize("event", [Event.RESOLVE, Event.CLOSE])
def test_the_resolution_counts_on_from_its_start(desk: Desk, event: Event) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="Soon", by=desk.owner, at=desk.at(10))
    before = clocks(ticket)
    changed_and_back(desk, ticket, event)
    assert clocks(ticket) == before


def test_tasks_that_the_closing_confirmed_are_with_the_client_again(desk: Desk) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="Done", by=desk.owner, at=desk.at(10))
    task = a_task(ticket, status="handed_over")
    changed_and_back(desk, ticket, Event.CLOSE)
    task.refresh_from_db()
    assert (task.status, task.finished_at) == ("handed_over", None)
