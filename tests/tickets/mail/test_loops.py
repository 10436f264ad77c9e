"""Machines that answer each other: bounded, whatever they say (T2)."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from support_desk.shared.actions.relay_outbox import relay_outbox
from tests.factories.people import NOW, viewer
from tests.plugins.smtp import SmtpSink
from tests.tickets.mail.desk import MailDesk, message_of, ticket_of
from tests.tickets.mail.letters import a_letter
from tickets.actions.moving import move_ticket
from tickets.actions.notes import log_call
from tickets.actions.silence import close_silent_tickets
from tickets.domain.statuses import Event
from tickets.models import Ticket

MINUTE = timedelta(minutes=1)


def a_silent_ticket(desk: MailDesk) -> Ticket:
    """A ticket of Anna's that silence has just closed, and she was told."""
    ticket = ticket_of(desk.take(a_letter(mail_id="<1@client.test>")))
    owner = viewer(desk.project.owner)
    log_call(ticket=ticket, body="It is done.", by=owner, at=NOW, is_outgoing=True)
    move_ticket(ticket=ticket, event=Event.RESOLVE, by=owner, at=NOW)
    ticket.refresh_from_db()
    assert ticket.closes_at is not None
    close_silent_tickets(at=ticket.closes_at)
    relay_outbox(at=ticket.closes_at)
    ticket.refresh_from_db()
    return ticket


def machines_answer(letter: EmailMessage, number: int, **headers: str) -> bytes:
    return a_letter(
        to=letter["Reply-To"],
        subject=f"Re: {letter['Subject']}",
        body=f"We have received your letter, number {number}.",
        In_Reply_To=letter["Message-ID"],
        **headers,
    )


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {}])
def test_an_autoresponder_never_gets_a_second_letter(
    desk: MailDesk, smtp_sink: SmtpSink, headers: dict[str, str]
) -> None:
    ticket = a_silent_ticket(desk)
    at = ticket.last_message_at
    for number in range(20):
        at += MINUTE
        for letter in smtp_sink.messages():
            done = desk.take(machines_answer(letter, number, **headers), at=at)
            assert done.ticket == ticket.number
        close_silent_tickets(at=at)
        relay_outbox(at=at)

    assert len(smtp_sink.messages()) == 1
    ticket.refresh_from_db()
    assert ticket.message_count == 23
    assert ticket.status == ("closed" if headers else "open")


def test_our_own_letter_that_comes_back_is_kept_and_answers_nobody(desk: MailDesk, smtp_sink: SmtpSink) -> None:
    ticket = a_silent_ticket(desk)
    [letter] = smtp_sink.messages()
    back = desk.take(bytes(letter), at=ticket.last_message_at + MINUTE)

    assert message_of(back).is_automatic
    assert ticket_of(back).waiting_since is None
    assert len(smtp_sink.messages()) == 1


def test_a_bounce_lands_on_its_ticket_and_makes_nobody_wait(desk: MailDesk, smtp_sink: SmtpSink) -> None:
    ticket = a_silent_ticket(desk)
    [letter] = smtp_sink.messages()
    body = "--x\r\n\r\nNo such user.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n--x--"
    bounce = a_letter(
        sender="mailer-daemon@mx.client.test", to=letter["X-Envelope-From"], subject="Undelivered", body=body
    ).replace(b"text/plain; charset=utf-8", b"multipart/report; report-type=delivery-status; boundary=x")
    done = desk.take(bounce, at=ticket.last_message_at + MINUTE)

    assert (done.outcome, done.ticket, ticket_of(done).status) == ("threaded", ticket.number, "closed")
    assert (message_of(done).is_automatic, message_of(done).automatic_reason) == (True, "delivery_report")
