"""A reply leaves as a real letter that threads, once (T2, ADR 0003)."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from support_desk.shared.actions.relay_outbox import relay_outbox
from support_desk.shared.models import OutboxItem
from tests.factories.clients import a_client, a_project
from tests.factories.conversation import a_message, a_ticket
from tests.factories.mail import a_mailbox
from tests.factories.people import NOW, viewer
from tests.plugins.smtp import SmtpSink
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail.ingest import ingest
from tickets.actions.moving import move_ticket
from tickets.actions.notes import log_call
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.silence import close_silent_tickets
from tickets.actions.taking_back import take_back_reply
from tickets.domain.statuses import Event
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(seconds=11)


@pytest.fixture
def ticket() -> Ticket:
    ticket = a_ticket(a_project(a_client(language="en")), subject="Broken form")
    a_message(ticket, "in", at=NOW - timedelta(hours=1), mail_id="<1@client.test>", body_text="It does not send.")
    return ticket


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_the_letter_threads_and_an_answer_to_it_comes_back(ticket: Ticket, smtp_sink: SmtpSink) -> None:
    by = viewer(ticket.assignee)
    message = reply(ticket=ticket, body="It sends again.\nSorry for that.", by=by, at=NOW)
    assert relay_outbox(at=NOW) == 0
    assert relay_outbox(at=LATER) == 1

    [letter] = smtp_sink.messages()
    message.refresh_from_db()
    assert letter["Message-ID"] == message.mail_id
    assert letter["In-Reply-To"] == "<1@client.test>"
    assert letter["References"] == "<1@client.test>"
    assert letter["To"] == ticket.requester_address
    assert f"[#{ticket.number}-" in letter["Subject"]
    text = text_of(letter)
    assert text.startswith("It sends again.\nSorry for that.\n")
    assert "> It does not send." in text

    answer = a_letter(sender=ticket.requester_address, to=letter["Reply-To"], subject="Re: other", body="Thanks!")
    done = ingest(content=answer, mailbox=a_mailbox(ticket.department), at=LATER, source="test")
    assert (done.outcome, done.ticket) == ("threaded", ticket.number)


def test_relaying_twice_sends_once(ticket: Ticket, smtp_sink: SmtpSink) -> None:
    reply(ticket=ticket, body="Done.", by=viewer(ticket.assignee), at=NOW)
    assert [relay_outbox(at=LATER), relay_outbox(at=LATER)] == [1, 0]
    assert len(smtp_sink.messages()) == 1


def test_a_reply_taken_back_never_leaves_and_the_client_waits_again(ticket: Ticket, smtp_sink: SmtpSink) -> None:
    by = viewer(ticket.assignee)
    message = reply(ticket=ticket, body="Wrong words.", by=by, at=NOW)
    take_back_reply(message=message, by=by, at=NOW + timedelta(seconds=5))
    relay_outbox(at=LATER)

    ticket.refresh_from_db()
    assert smtp_sink.messages() == []
    assert (ticket.waiting_since, ticket.status) == (NOW - timedelta(hours=1), "open")
    assert ticket.drafts.get().body == "Wrong words."


def test_a_promise_stands_when_the_answer_after_it_is_taken_back(ticket: Ticket) -> None:
    by, due = viewer(ticket.assignee), NOW + timedelta(hours=4)
    reply(ticket=ticket, body="We look into it.", by=by, at=NOW, options=ReplyOptions(promised_until=due))
    answer = reply(ticket=ticket, body="Too early.", by=by, at=NOW + timedelta(minutes=1))
    take_back_reply(message=answer, by=by, at=NOW + timedelta(seconds=65))

    ticket.refresh_from_db()
    assert (ticket.promised_until, ticket.status) == (due, "open")


def test_silence_closes_and_the_client_is_told_by_an_automatic_letter(ticket: Ticket, smtp_sink: SmtpSink) -> None:
    by = viewer(ticket.assignee)
    log_call(ticket=ticket, body="It is done.", by=by, at=NOW, is_outgoing=True)
    move_ticket(ticket=ticket, event=Event.RESOLVE, by=by, at=NOW)
    ticket.refresh_from_db()
    assert ticket.closes_at is not None
    assert close_silent_tickets(at=ticket.closes_at - timedelta(seconds=1)) == 0
    assert close_silent_tickets(at=ticket.closes_at) == 1
    assert close_silent_tickets(at=ticket.closes_at) == 0
    relay_outbox(at=ticket.closes_at)

    ticket.refresh_from_db()
    [letter] = smtp_sink.messages()
    assert (ticket.status, letter["Auto-Submitted"]) == ("closed", "auto-replied")
    assert (
        "закрыли" in letter.get_body(("plain",)).get_content() or "closed" in letter.get_body(("plain",)).get_content()
    )  # type: ignore[union-attr]


def test_automatic_letters_to_one_address_are_rationed(ticket: Ticket, smtp_sink: SmtpSink) -> None:
    for _number in range(7):
        other = a_ticket(requester=ticket.requester, project=ticket.project, status="resolved", closes_at=NOW)
        assert other.requester_address == ticket.requester_address
    close_silent_tickets(at=NOW)
    relay_outbox(at=NOW)

    assert len(smtp_sink.messages()) == 5
    assert OutboxItem.objects.filter(state="pending", attempts=0).count() == 2
    assert Message.objects.filter(is_automatic=True).count() == 7
