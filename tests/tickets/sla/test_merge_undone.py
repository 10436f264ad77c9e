"""Clocks of two tickets that were merged and taken apart again (S2, T7)."""

import pytest

from tests.tickets.sla.conftest import Desk
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.joining.undoing_merge import standing_merge, undo_merge
from tickets.actions.replying import reply
from tickets.models import Clock, Ticket

pytestmark = pytest.mark.django_db


def there_and_back(desk: Desk, one: Ticket, other: Ticket) -> None:
    merge_tickets(ticket=one, into=other, by=desk.owner, at=desk.at(10))
    assert "running" not in dict(desk.states(one)).values()
    undo_merge(merge=standing_merge(one), by=desk.owner, at=desk.at(20))


def running(ticket: Ticket) -> list[tuple[str, object]]:
    clocks = Clock.objects.filter(ticket=ticket, state="running").order_by("kind")
    return list(clocks.values_list("kind", "due_at"))


def test_both_are_due_when_they_were(desk: Desk) -> None:
    one, other = desk.asked(0), desk.asked(5)
    before = running(one), running(other)
    there_and_back(desk, one, other)
    assert (running(one), running(other)) == before
    assert [len(each) for each in before] == [2, 2]


def test_an_answered_one_waits_for_nothing_again(desk: Desk) -> None:
    one, other = desk.asked(0), desk.asked(1)
    reply(ticket=other, body="Done", by=desk.owner, at=desk.at(2))
    before = running(one), running(other)
    there_and_back(desk, one, other)
    assert (running(one), running(other)) == before
