"""T5 with a letter that was split: it waits through every reply until its last item is settled (T6)."""

from datetime import timedelta

import pytest

from support_desk.invariants.waiting import check
from tests.factories import NOW, a_message, a_ticket, an_item, viewer
from tickets.actions.items.settling import ItemsOfReply
from tickets.actions.replying import ReplyOptions, reply
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_letter_with_an_open_item_waits_through_a_reply() -> None:
    ticket = a_ticket(status="open")
    letter = a_message(ticket, "in", NOW - HOUR)
    Ticket.objects.filter(pk=ticket.pk).update(waiting_since=letter.created_at)
    items = [an_item(letter) for _ in range(2)]
    for at, item in enumerate(items):
        options = ReplyOptions(then=None, items=ItemsOfReply(answered=frozenset({item.pk})))
        reply(ticket=ticket, body="So", by=viewer(ticket.assignee), at=NOW + at * HOUR, options=options)
        ticket.refresh_from_db()
        assert ticket.waiting_since == (None if item is items[-1] else letter.created_at)
        assert list(check()) == []
