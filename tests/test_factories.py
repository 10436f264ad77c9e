"""The factories give rows that the rules themselves would accept."""

import pytest

from tests.factories import (
    NOW,
    a_contract,
    a_lead,
    a_message,
    a_raw_mail,
    a_ticket,
    a_time_entry,
    an_approved_task,
    an_attachment,
    an_employee,
    an_estimate,
    an_item,
    an_overrun,
    viewer,
)
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_a_ticket_is_its_owners_and_waits_once_the_client_wrote():
    ticket = a_ticket()
    a_message(ticket, "in")
    ticket.refresh_from_db()
    assert ticket.number >= 1001
    assert (ticket.message_count, ticket.waiting_since) == (1, NOW)
    assert list(Ticket.objects.visible_to(viewer(ticket.assignee))) == [ticket]


def test_a_head_oversees_the_department():
    head = an_employee("head")
    assert viewer(head).headed_department_ids == {head.employments.get().department_id}
    lead = a_lead(head.employments.get().department)
    assert list(Ticket.objects.visible_to(viewer(head))) == [lead]


def test_the_rest_can_be_made_from_nothing():
    for make in (
        a_contract,
        a_raw_mail,
        a_time_entry,
        an_approved_task,
        an_attachment,
        an_estimate,
        an_item,
        an_overrun,
    ):
        assert make().pk
