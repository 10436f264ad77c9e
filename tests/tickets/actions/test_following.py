"""Who follows a ticket hears of it, as long as it is theirs to see (T7, P2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of
from support_desk.shared.viewer import Viewer
from tests.factories import (
    NOW,
    a_contact,
    a_message,
    a_ticket,
    an_absence,
    an_away_mark,
    an_employee,
    contact_viewer,
    viewer,
)
from tickets.actions.handling import follow
from tickets.actions.notes import add_note, log_call
from tickets.actions.receiving import Letter, receive_further_message
from tickets.actions.replying import reply
from tickets.actions.taking_back import take_back_reply
from tickets.models import Channel, Ticket
from workload.models import Employee, RoleAssignment

pytestmark = pytest.mark.django_db
UNDO = timedelta(seconds=10)


@pytest.fixture
def ticket() -> Ticket:
    ticket = a_ticket()
    a_message(ticket, "in", at=NOW - timedelta(hours=1))
    return ticket


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    return viewer(ticket.assignee)


def a_follower(ticket: Ticket, role: str = "operator", **over: Any) -> Employee:
    follower = an_employee(role, department=ticket.department, **over)
    follow(ticket=ticket, is_following=True, by=viewer(follower), at=NOW)
    return follower


def told() -> list[tuple[Any, ...]]:
    return [
        (notice.user.employee, words_of(notice).title, notice.deliver_at - NOW)
        for notice in Notice.objects.filter(kind="ticket.followed").order_by("id")
    ]


def the_client_writes(ticket: Ticket, text: str = "Anything new?") -> None:
    contact = ticket.requester or a_contact(ticket.client)
    receive_further_message(
        ticket=ticket, contact=contact, letter=Letter(text), channel=Channel.PORTAL, by=contact_viewer(contact), at=NOW
    )


def test_a_follower_hears_of_letters_answers_calls_and_notes(ticket: Ticket, owner: Viewer) -> None:
    follower, now = a_follower(ticket), timedelta(0)
    the_client_writes(ticket)
    reply(ticket=ticket, body="By noon.", by=owner, at=NOW)
    log_call(ticket=ticket, body="Called them", by=owner, at=NOW, is_outgoing=True)
    add_note(ticket=ticket, body="They are cross.", by=owner, at=NOW)
    writer = Notice.objects.order_by("id")[0].facts["by"]
    assert told() == [
        (follower, f"{writer} wrote in {ticket.number}", now),
        (follower, f"{owner.name} answered the client in {ticket.number}", UNDO),
        (follower, f"{owner.name} answered the client in {ticket.number}", now),
        (follower, f"{owner.name} left a note in {ticket.number}", now),
    ]
    notice = Notice.objects.order_by("id")[1]
    assert (words_of(notice).body, notice.url) == ("By noon.", f"/tickets/{ticket.number}/")


def test_nobody_hears_of_their_own_words_or_twice_of_a_note(ticket: Ticket, owner: Viewer) -> None:
    follower = a_follower(ticket, name="Olga Drozd")
    follow(ticket=ticket, is_following=True, by=owner, at=NOW)
    add_note(ticket=ticket, body="I look into it.", by=owner, at=NOW)
    add_note(ticket=ticket, body="@Olga look", by=owner, at=NOW)
    assert [(who, "left a note" in title) for who, title, _when in told()] == [(follower, True)]
    assert Notice.objects.filter(kind="ticket.mentioned").get().user == follower.user


def test_who_sees_it_no_more_or_unfollowed_or_left_hears_nothing(ticket: Ticket, owner: Viewer) -> None:
    moved, gone, stopped = (a_follower(ticket) for _one in range(3))
    RoleAssignment.objects.filter(employee=moved).delete()
    Employee.objects.filter(pk=gone.pk).update(left_on=NOW.date() - timedelta(days=1))
    follow(ticket=ticket, is_following=False, by=viewer(stopped), at=NOW)
    add_note(ticket=ticket, body="Quiet", by=owner, at=NOW)
    assert told() == []


def test_what_is_taken_back_is_not_told(ticket: Ticket, owner: Viewer) -> None:
    a_follower(ticket)
    message = reply(ticket=ticket, body="Too early", by=owner, at=NOW)
    assert len(told()) == 1
    take_back_reply(message=message, by=owner, at=NOW + UNDO / 2)
    assert told() == []


def test_what_can_wait_waits_until_they_are_back(ticket: Ticket, owner: Viewer) -> None:
    absent, away = a_follower(ticket), a_follower(ticket)
    until = an_absence(absent).ends_at
    an_away_mark(away, NOW, minutes=30)
    add_note(ticket=ticket, body="Later", by=owner, at=NOW)
    assert {who: NOW + wait for who, _title, wait in told()} == {absent: until, away: NOW + timedelta(minutes=30)}


def statements(ticket: Ticket, owner: Viewer) -> int:
    with CaptureQueriesContext(connection) as captured:
        add_note(ticket=ticket, body="Counted", by=owner, at=NOW)
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("followers", [1, 3])
def test_takes_four_statements_however_many_follow_and_none_for_nobody(
    ticket: Ticket, owner: Viewer, followers: int
) -> None:
    alone = statements(ticket, owner)
    for _one in range(followers):
        a_follower(ticket)
    assert statements(ticket, owner) == alone + 4
