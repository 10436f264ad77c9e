"""A promise repeated on one ticket is shown to the head, once (T5)."""

from datetime import timedelta

import pytest

from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_message, a_ticket, an_away_mark, an_employee, viewer
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.taking_back import take_back_reply
from tickets.models import Message, Ticket
from workload.models import Employee

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def ticket() -> Ticket:
    ticket = a_ticket()
    a_message(ticket, "in", at=NOW - timedelta(hours=1))
    return ticket


@pytest.fixture
def head(ticket: Ticket) -> Employee:
    head = an_employee("head", department=ticket.department)
    ticket.department.refresh_from_db()
    return head


def promise(ticket: Ticket, minutes: int, by: Viewer | None = None) -> Message:
    at = NOW + minutes * MINUTE
    options = ReplyOptions(promised_until=at + DAY)
    return reply(ticket=ticket, body="We are on it.", by=by or viewer(ticket.assignee, at), at=at, options=options)


def told() -> list[Notice]:
    return list(Notice.objects.filter(kind="promise.again"))


def test_the_head_is_told_of_the_second_and_of_no_other(ticket: Ticket, head: Employee) -> None:
    promise(ticket, 0)
    assert told() == []
    reply(ticket=ticket, body="Half of it.", by=viewer(ticket.assignee), at=NOW + MINUTE)
    promise(ticket, 2)
    [notice] = told()
    assert (notice.user, notice.deliver_at) == (head.user, NOW + 2 * MINUTE + timedelta(seconds=10))
    words = words_of(notice)
    assert words.title == f"{ticket.assignee.name} promised an answer a second time in {ticket.number}"
    assert words.body == ticket.subject
    promise(ticket, 3)
    assert told() == [notice]


def test_a_promise_that_is_taken_back_was_none(ticket: Ticket, head: Employee) -> None:
    promise(ticket, 0)
    second = promise(ticket, 1)
    take_back_reply(message=second, by=viewer(ticket.assignee), at=second.created_at)
    assert told() == []
    promise(ticket, 2)
    assert len(told()) == 1


def test_in_a_meeting_the_head_is_told_after_it(ticket: Ticket, head: Employee) -> None:
    an_away_mark(head, NOW, minutes=30)
    promise(ticket, 0)
    promise(ticket, 1)
    assert told()[0].deliver_at == NOW + 30 * MINUTE


def test_nobody_is_told_of_their_own_promise_or_where_there_is_no_head(ticket: Ticket) -> None:
    promise(ticket, 0)
    promise(ticket, 1)
    other = a_ticket()
    head = an_employee("head", department=other.department)
    a_message(other, "in", at=NOW - timedelta(hours=1))
    for minutes in (0, 1):
        promise(other, minutes, by=viewer(head))
    assert told() == []
