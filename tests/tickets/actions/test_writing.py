"""Replies, notes, calls, drafts, opening by hand (T1, T5, T7)."""

from datetime import timedelta
from typing import Any

import pytest

from support_desk.shared.errors import Conflict, IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, OutboxItem
from support_desk.shared.viewer import Viewer
from tests.factories import (
    NOW,
    a_contact,
    a_department,
    a_message,
    a_project,
    a_ticket,
    an_employee,
    an_operation,
    contact_viewer,
    viewer,
)
from tickets.actions.drafts import save_draft
from tickets.actions.logging_time import LoggedWork
from tickets.actions.moving import move_ticket, party_of
from tickets.actions.notes import add_note, log_call
from tickets.actions.opening import open_ticket
from tickets.actions.opening_by_hand import Matter, open_by_hand
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.taking_back import take_back_reply
from tickets.domain.statuses import Event, Party
from tickets.models import Channel, Draft, Message, Ticket, TimeEntry

pytestmark = pytest.mark.django_db
ASKED = NOW - timedelta(hours=1)


@pytest.fixture
def ticket() -> Ticket:
    """A client waits for an answer since an hour."""
    ticket = a_ticket()
    a_message(ticket, "in", at=ASKED)
    return ticket


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    return viewer(ticket.assignee)


def test_a_reply_answers_moves_logs_and_waits_in_the_outbox(ticket: Ticket, owner: Viewer) -> None:
    save_draft(ticket=ticket, kind=Draft.Kind.REPLY, body="Be", by=owner, at=NOW, version=0)
    options = ReplyOptions(work=LoggedWork(an_operation(18), 25), cc=("boss@client.test",))
    message = reply(ticket=ticket, body="  It is done. ", by=owner, at=NOW, options=options)
    ticket.refresh_from_db()
    assert (message.body_text, message.cc_addresses, message.author_id) == (
        "It is done.",
        ["boss@client.test"],
        owner.employee_id,
    )
    assert (ticket.status, ticket.waiting_since, ticket.message_count) == ("waiting_client", None, 2)
    entry = TimeEntry.objects.get()
    assert (entry.message, entry.actual_minutes, entry.norm_minutes, entry.billable_minutes) == (message, 25, 18, 25)
    assert OutboxItem.objects.get().available_at == NOW + timedelta(seconds=10)
    assert not Draft.objects.exists()


def test_a_promise_stands_until_the_next_answer(ticket: Ticket, owner: Viewer) -> None:
    friday = NOW + timedelta(days=2)
    reply(ticket=ticket, body="By Friday", by=owner, at=NOW, options=ReplyOptions(then=None, promised_until=friday))
    ticket.refresh_from_db()
    assert (ticket.promised_until, ticket.status) == (friday, "open")
    reply(ticket=ticket, body="Done", by=owner, at=NOW, options=ReplyOptions(then=Event.RESOLVE))
    ticket.refresh_from_db()
    assert (ticket.promised_until, ticket.status, ticket.resolved_at) == (None, "resolved", NOW)


@pytest.mark.parametrize(
    ("over", "more", "field"),
    [
        ({}, {"body": " \n"}, "body"),
        ({"status": "closed", "closed_at": NOW}, {}, "body"),
        ({"requester_address": ""}, {}, "requester"),
        ({}, {"options": ReplyOptions(promised_until=NOW)}, "promised_until"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_its_field(
    ticket: Ticket, owner: Viewer, over: dict[str, Any], more: dict[str, Any], field: str
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(**over)
    with pytest.raises(Refused) as refused:
        reply(**{"ticket": ticket, "body": "Yes", "by": owner, "at": NOW, **more})
    assert refused.value.field == field
    assert not OutboxItem.objects.exists()


def test_a_specialist_writes_notes_and_no_letters(ticket: Ticket) -> None:
    specialist = an_employee("specialist", department=ticket.department)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=specialist)
    add_note(ticket=ticket, body="Look here", by=viewer(specialist), at=NOW)
    for act in (
        lambda: reply(ticket=ticket, body="Yes", by=viewer(specialist), at=NOW),
        lambda: log_call(ticket=ticket, body="Yes", by=viewer(specialist), at=NOW, is_outgoing=True),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_taken_back_reply_returns_to_the_draft_and_the_client_waits_again(ticket: Ticket, owner: Viewer) -> None:
    message = reply(ticket=ticket, body="Too soon", by=owner, at=NOW)
    save_draft(ticket=ticket, kind=Draft.Kind.REPLY, body="And then", by=owner, at=NOW, version=0)
    for _ in range(2):
        assert take_back_reply(message=message, by=owner, at=NOW).retracted_at == NOW
    ticket.refresh_from_db()
    assert (ticket.waiting_since, ticket.message_count) == (ASKED, 1)
    assert Draft.objects.get().body == "Too soon\n\nAnd then"
    assert OutboxItem.objects.get().state == "cancelled"
    other = reply(ticket=ticket, body="Again", by=owner, at=NOW)
    Draft.objects.all().delete()
    take_back_reply(message=other, by=owner, at=NOW)
    assert Draft.objects.get().body == "Again"


def test_only_the_author_takes_back_and_only_in_time(ticket: Ticket, owner: Viewer) -> None:
    message = reply(ticket=ticket, body="Yes", by=owner, at=NOW)
    head = viewer(an_employee("head", department=ticket.department))
    with pytest.raises(Refused, match="author"):
        take_back_reply(message=message, by=head, at=NOW)
    OutboxItem.objects.update(state="pending", attempts=1)
    with pytest.raises(Refused, match="Too late"):
        take_back_reply(message=message, by=owner, at=NOW)


def test_notes_and_calls(ticket: Ticket, owner: Viewer) -> None:
    work = LoggedWork(an_operation(), 7)
    note = add_note(ticket=ticket, body=" Remember ", by=owner, at=NOW, work=work)
    ticket.refresh_from_db()
    assert (note.body_text, ticket.waiting_since, ticket.message_count) == ("Remember", ASKED, 2)
    call = log_call(ticket=ticket, body="We spoke", by=owner, at=NOW, is_outgoing=True, work=work)
    ticket.refresh_from_db()
    assert (call.author_id, ticket.waiting_since) == (owner.employee_id, None)
    back = log_call(ticket=ticket, body="He called", by=owner, at=NOW + timedelta(minutes=9), is_outgoing=False)
    ticket.refresh_from_db()
    assert (back.contact, back.author, ticket.waiting_since) == (ticket.requester, None, NOW + timedelta(minutes=9))
    assert TimeEntry.objects.count() == 2
    for act in (add_note, lambda **what: log_call(is_outgoing=True, **what)):
        with pytest.raises(Refused) as refused:
            act(ticket=ticket, body=" ", by=owner, at=NOW)
        assert refused.value.field == "body"


def test_a_call_to_a_closed_ticket_reopens_it(ticket: Ticket, owner: Viewer) -> None:
    move_ticket(ticket=ticket, event=Event.CLOSE, by=owner, at=NOW)
    log_call(ticket=ticket, body="Still broken", by=owner, at=NOW, is_outgoing=False)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.closed_at, ticket.waiting_since) == ("open", None, NOW)


def test_a_draft_of_an_old_window_overwrites_nothing(ticket: Ticket, owner: Viewer) -> None:
    def save(body: str, version: int) -> Draft:
        return save_draft(
            ticket=ticket, kind=Draft.Kind.NOTE, body=body, by=owner, at=NOW, version=version, fields={"to": "x"}
        )

    assert save("one", 0).version == 1
    assert save("two", 1).version == 2
    with pytest.raises(Conflict):
        save("old", 1)
    assert (Draft.objects.get().body, Draft.objects.get().fields) == ("two", {"to": "x"})


def test_moves_are_the_tables(ticket: Ticket, owner: Viewer) -> None:
    with pytest.raises(IllegalTransition, match="New"):
        move_ticket(ticket=ticket, event=Event.REOPEN, by=owner, at=NOW)
    move_ticket(ticket=ticket, event=Event.RESOLVE, by=owner, at=NOW)
    client = contact_viewer(ticket.requester)
    assert move_ticket(ticket=ticket, event=Event.CLOSE, by=client, at=NOW).status == "closed"
    with pytest.raises(NotAllowed):
        move_ticket(ticket=ticket, event=Event.REOPEN, by=viewer(an_employee("director")), at=NOW)
    assert [party_of(who) for who in (owner, client, Viewer.system(NOW))] == [Party.STAFF, Party.CLIENT, Party.SYSTEM]


def test_opening(owner: Viewer, ticket: Ticket) -> None:
    project = a_project(owner=ticket.assignee)
    opened = open_ticket(subject="  ", by=owner, at=NOW, channel=Channel.DESK, project=project)
    assert (opened.subject, opened.client, opened.assignee) == ("(no subject)", project.client, project.owner)
    for more, field in (
        ({}, "project"),
        ({"project": project, "client": ticket.client}, "project"),
        ({"project": project, "requester": a_contact()}, "requester"),
    ):
        with pytest.raises(Refused) as refused:
            open_ticket(subject="New", by=owner, at=NOW, channel=Channel.DESK, **more)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        open_ticket(subject="New", by=viewer(an_employee("sales")), at=NOW, channel=Channel.DESK, project=project)
    by_client = open_ticket(
        subject="New", by=contact_viewer(ticket.requester), at=NOW, channel=Channel.PORTAL,
        requester=ticket.requester, department=a_department(),
    )  # fmt: skip
    assert (by_client.client, by_client.is_lead) == (ticket.client, False)


def test_writing_a_matter_down(owner: Viewer, ticket: Ticket) -> None:
    def write(text: str, channel: Channel) -> Ticket:
        matter = Matter(subject="Banner", text=text, channel=channel)
        return open_by_hand(matter=matter, project=ticket.project, requester=ticket.requester, by=owner, at=NOW)

    assert write("She called", Channel.PHONE).messages.get().direction == Message.Direction.INBOUND
    assert write("To do", Channel.DESK).messages.get().direction == Message.Direction.INTERNAL
    with pytest.raises(Refused) as refused:
        write(" ", Channel.DESK)
    assert refused.value.field == "text"
    assert AuditEntry.objects.filter(action="ticket.open").count() == 2
