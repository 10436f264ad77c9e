"""T4, T5: a reply that is taken back leaves the ticket where it found it, and a promise keeps the work with us."""

from datetime import timedelta

import pytest
from django.db.models import Sum

from support_desk.invariants.waiting import check
from support_desk.shared.errors import Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import (
    NOW,
    a_file,
    a_message,
    a_task,
    a_ticket,
    an_attachment,
    an_employee,
    an_item,
    an_operation,
    viewer,
)
from tickets.actions.items.settling import ItemsOfReply
from tickets.actions.logging_time import LoggedWork
from tickets.actions.moving import move_ticket
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.taking_back import take_back_reply
from tickets.domain.statuses import Event
from tickets.models import Ticket, TimeEntry

pytestmark = pytest.mark.django_db
ASKED, MINUTE, SECOND = NOW - timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def ticket() -> Ticket:
    """A client waits for an answer since an hour."""
    ticket = a_ticket()
    a_message(ticket, "in", at=ASKED)
    return ticket


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    return viewer(ticket.assignee)


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        (None, Event.RESOLVE, "open"),
        (None, Event.ASK_CLIENT, "open"),
        (None, Event.CLOSE, "open"),
        (Event.ASK_CLIENT, Event.RESOLVE, "waiting_client"),
        (Event.ASK_SPECIALIST, Event.RESOLVE, "waiting_specialist"),
    ],
)
def test_a_second_reply_taken_back_leaves_the_status_that_it_found(
    ticket: Ticket, owner: Viewer, first: Event | None, then: Event, found: str
) -> None:
    reply(ticket=ticket, body="One", by=owner, at=NOW, options=ReplyOptions(first))
    message = reply(ticket=ticket, body="Two", by=owner, at=NOW + MINUTE, options=ReplyOptions(then))
    take_back_reply(message=message, by=owner, at=NOW + MINUTE + SECOND)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.closes_at, ticket.closed_at, ticket.waiting_since) == (found, None, None, None)


def test_a_status_that_somebody_has_chosen_since_stays(ticket: Ticket, owner: Viewer) -> None:
    message = reply(ticket=ticket, body="Here", by=owner, at=NOW)
    move_ticket(ticket=ticket, event=Event.CLOSE, by=owner, at=NOW + SECOND)
    take_back_reply(message=message, by=owner, at=NOW + 2 * SECOND)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since) == ("closed", None)
    assert list(check()) == []


def test_a_reply_that_closed_the_ticket_is_taken_back_whole(ticket: Ticket, owner: Viewer) -> None:
    message = reply(ticket=ticket, body="Done", by=owner, at=NOW, options=ReplyOptions(Event.CLOSE))
    take_back_reply(message=message, by=owner, at=NOW + SECOND)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since) == ("open", ASKED)


@pytest.mark.parametrize(
    ("first", "status"), [(None, "open"), (Event.ASK_CLIENT, "open"), (Event.ASK_SPECIALIST, "waiting_specialist")]
)
def test_who_promises_does_not_wait_for_the_client(
    ticket: Ticket, owner: Viewer, first: Event | None, status: str
) -> None:
    if first:
        move_ticket(ticket=ticket, event=first, by=owner, at=NOW)
    promise = ReplyOptions(promised_until=NOW + timedelta(days=1))
    reply(ticket=ticket, body="Tomorrow", by=owner, at=NOW + MINUTE, options=promise)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.promised_until) == (status, promise.promised_until)


def test_tasks_and_items_that_the_closing_settled_are_open_again(ticket: Ticket, owner: Viewer) -> None:
    letter = ticket.messages.get()
    asked = an_item(letter)
    promised_by = a_message(ticket, "out", at=ASKED + MINUTE, promised_until=NOW)
    promised = an_item(letter, state="promised", promised_by=promised_by, promised_until=NOW, settled_at=ASKED + MINUTE)
    handed, long_ago = a_task(ticket, status="handed_over"), a_task(ticket, status="confirmed", finished_at=ASKED)
    Ticket.objects.filter(pk=ticket.pk).update(status="resolved")  # before its questions were told apart
    items = ItemsOfReply(frozenset({asked.pk, promised.pk}))
    message = reply(ticket=ticket, body="Done", by=owner, at=NOW, options=ReplyOptions(Event.CLOSE, items=items))
    handed.refresh_from_db()
    assert (handed.status, handed.finished_at) == ("confirmed", NOW)
    for _twice in range(2):
        take_back_reply(message=message, by=owner, at=NOW + SECOND)
    for row in (ticket, handed, long_ago, asked, promised):
        row.refresh_from_db()
    assert (ticket.status, ticket.answered_item_count, ticket.settled_item_count) == ("resolved", 0, 1)
    assert (handed.status, handed.finished_at, long_ago.status) == ("handed_over", None, "confirmed")
    assert (asked.state, promised.state, promised.settled_at) == ("open", "promised", ASKED + MINUTE)
    assert list(handed.changes.values_list("event", "after")) == [
        ("confirm", "confirmed"), ("take_back", "handed_over"),
    ]  # fmt: skip
    trail = AuditEntry.objects.filter(scope=ticket.scope, at=NOW + SECOND).order_by("id")
    assert sorted(trail.values_list("action", flat=True)) == [
        "task.take_back", "ticket.reopen", "ticket.resolve", "ticket.take_back",
    ]  # fmt: skip
    assert trail.get(action="ticket.take_back").after["items"] == [asked.text, promised.text]


def test_confirmed_again_by_the_next_reply(ticket: Ticket, owner: Viewer) -> None:
    task = a_task(ticket, status="handed_over")
    for minute in range(2):
        message = reply(
            ticket=ticket, body="Done", by=owner, at=NOW + minute * MINUTE, options=ReplyOptions(Event.CLOSE)
        )
        if minute == 0:
            take_back_reply(message=message, by=owner, at=NOW + SECOND)
    task.refresh_from_db()
    assert task.status == "confirmed"


def test_its_time_counts_once_and_its_files_go_with_the_next_one(ticket: Ticket, owner: Viewer) -> None:
    work = LoggedWork(an_operation(), actual_minutes=15)
    options = ReplyOptions(work=work, promised_until=NOW + timedelta(days=1), cc=("boss@client.test",))
    file = a_file(name="plan.pdf")
    message = reply(ticket=ticket, body="Here", by=owner, at=NOW, files=[file], options=options)
    take_back_reply(message=message, by=owner, at=NOW + SECOND)
    assert TimeEntry.objects.aggregate(all=Sum("actual_minutes"))["all"] == 0
    kept = ticket.drafts.get().fields
    assert (kept["operation"], kept["minutes"], kept["quantity"]) == (str(work.operation.pk), "15", "1")
    assert (kept["cc"], kept["promised_until"]) == ("boss@client.test", "2026-11-19T09:00")
    assert (kept["files_of"], kept["files_names"]) == (str(message.pk), "plan.pdf")
    again = ReplyOptions(work=work, files_of=message.pk)
    second = reply(ticket=ticket, body="Here it is", by=owner, at=NOW + MINUTE, options=again)
    assert [each.file for each in second.attachments.all()] == [file]
    assert TimeEntry.objects.aggregate(all=Sum("actual_minutes"))["all"] == 15
    with pytest.raises(Refused, match="gone") as refused:
        reply(ticket=ticket, body="Once more", by=owner, at=NOW + 2 * MINUTE, options=again)
    assert refused.value.field == "files_of"


def test_the_list_shows_what_was_really_said_last(ticket: Ticket, owner: Viewer) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(preview="Asked", last_message_at=ASKED)
    ticket.messages.update(body_text="Asked")
    message = reply(ticket=ticket, body="Never sent", by=owner, at=NOW)
    take_back_reply(message=message, by=owner, at=NOW + SECOND)
    ticket.refresh_from_db()
    assert (ticket.preview, ticket.last_message_at) == ("Asked", ASKED)


def test_nobody_takes_files_of_anothers_reply(ticket: Ticket, owner: Viewer) -> None:
    theirs = a_message(ticket, "out", at=NOW, author=an_employee("manager"), retracted_at=NOW)
    an_attachment(theirs)
    with pytest.raises(Refused):
        reply(ticket=ticket, body="x", by=owner, at=NOW, options=ReplyOptions(files_of=theirs.pk))
