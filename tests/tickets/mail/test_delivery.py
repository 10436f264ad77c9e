"""Mail servers that are down, slow, full or lying: letters wait, are given up with the server's words, leave once."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from support_desk.embedded.mail_sink import free_port
from support_desk.shared.actions.relay_outbox import relay_outbox, revive
from support_desk.shared.models import OutboxItem
from support_desk.shared.viewer import Viewer
from tests.factories.clients import a_client, a_project
from tests.factories.conversation import a_file, a_message, a_ticket
from tests.factories.people import NOW, viewer
from tests.tickets.mail.servers import Answering, listening, mailers
from tickets.actions.replying import ReplyOptions, reply
from tickets.models import Message, Ticket
from tickets.queries.ticket_messages import thread

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(seconds=11)
LONG_ID = f"<{'x' * 150}@{'mail.' * 8}client.test>"


@pytest.fixture
def ticket() -> Ticket:
    ticket = a_ticket(a_project(a_client(language="en")), subject="Broken form")
    a_message(ticket, "in", at=NOW - timedelta(hours=1), mail_id=LONG_ID, body_text="It does not send.")
    return ticket


@pytest.fixture
def server(settings: Any) -> Iterator[Answering]:
    with listening() as (handler, port):
        settings.MAILERS = mailers(port)
        yield handler


def answered(ticket: Ticket, **options: Any) -> tuple[Message, OutboxItem]:
    """A reply of the ticket's manager that has been relayed once."""
    files = options.pop("files", ())
    message = reply(
        ticket=ticket,
        body="It sends again.",
        by=viewer(ticket.assignee),
        at=NOW,
        files=files,
        options=ReplyOptions(**options),
    )
    relay_outbox(at=LATER)
    return message, OutboxItem.objects.get(key=f"reply:{message.pk}")


def shown_delivery(ticket: Ticket) -> tuple[str, str]:
    row = thread(ticket, viewer=Viewer.system(NOW)).messages[-1]
    return row.delivery, row.delivery_words


def test_the_bytes_leave_as_composed_from_the_tickets_own_return_path(ticket: Ticket, server: Answering) -> None:
    file = a_file(b"PDF", name="счёт.pdf", content_type="text/plain\r\nX-Evil: 1")
    _message, item = answered(ticket, files=[file])

    [letter] = server.letters
    head, _, body = letter.partition(b"\r\n\r\n")
    assert item.state == "sent"
    assert f"In-Reply-To: {LONG_ID}\r\n".encode() in head
    assert b"=?" not in next(line for line in head.split(b"\r\n") if line.startswith(b"References"))
    assert server.senders[0].startswith(f"reply+{ticket.number}-")
    assert b"X-Evil" not in letter
    assert b"application/octet-stream" in body
    assert shown_delivery(ticket) == ("", "")


def test_a_server_that_is_down_makes_the_letter_wait(ticket: Ticket, settings: Any) -> None:
    port = free_port()
    settings.MAILERS = mailers(port)
    _message, item = answered(ticket)

    assert (item.state, item.attempts) == ("pending", 1)
    assert item.available_at > LATER
    assert shown_delivery(ticket)[0] == "retry"
    with listening(port) as (server, _port):
        assert relay_outbox(at=item.available_at) == 1
        assert len(server.letters) == 1
    item.refresh_from_db()
    assert (item.state, item.last_error) == ("sent", "")


def test_a_server_that_says_nothing_is_left_after_the_time_limit(ticket: Ticket, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MAILERS = mailers(silent.getsockname()[1], timeout=0.5)
        _message, item = answered(ticket)

    assert (item.state, "timed out" in item.last_error) == ("pending", True)


def test_slow_deliveries_end_the_run_before_leases_run_out(ticket: Ticket, settings: Any) -> None:
    for _number in range(3):
        answered_later = a_ticket(ticket.project)
        reply(ticket=answered_later, body="Hello.", by=viewer(ticket.assignee), at=NOW)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MAILERS = mailers(silent.getsockname()[1], timeout=0.5)
        relay_outbox(at=LATER, seconds=0.4)

    assert list(OutboxItem.objects.order_by("id").values_list("attempts", flat=True)) == [1, 0, 0]


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("451 4.3.0 Try again later", "pending"),
        ("421 Too busy", "pending"),
        ("502 What?", "pending"),
        ("550 5.7.1 We do not like this", "dead"),
        ("552 5.3.4 Too big", "dead"),
    ],
)
def test_the_servers_words_are_kept_and_shown(ticket: Ticket, server: Answering, says: str, state: str) -> None:
    server.says = says
    _message, item = answered(ticket)

    assert item.state == state
    assert says in item.last_error
    delivery, words = shown_delivery(ticket)
    assert delivery == {"pending": "retry", "dead": "dead"}[state]
    assert says in words


def test_no_such_user_gives_the_letter_up_until_somebody_sends_it_again(ticket: Ticket, server: Answering) -> None:
    server.recipient_says[ticket.requester_address] = "550 5.1.1 No such user"
    _message, item = answered(ticket)
    assert (item.state, item.last_error) == ("dead", f"{ticket.requester_address}: 550 5.1.1 No such user")

    server.recipient_says.clear()
    assert revive(item=item, by=Viewer.system(NOW), at=NOW)
    assert relay_outbox(at=LATER) == 1
    assert len(server.letters) == 1


def test_a_full_mailbox_is_tried_again(ticket: Ticket, server: Answering) -> None:
    server.recipient_says[ticket.requester_address] = "452 4.2.2 Mailbox full"
    _message, item = answered(ticket)

    assert (item.state, "452 4.2.2 Mailbox full" in item.last_error) == ("pending", True)


def test_a_server_that_took_the_letter_and_hung_up_gets_the_very_same_letter_again(
    ticket: Ticket, server: Answering
) -> None:
    server.drops = True
    message, item = answered(ticket)
    assert (item.state, len(server.letters)) == ("pending", 1)

    server.drops = False
    assert relay_outbox(at=item.available_at) == 1
    message.refresh_from_db()
    assert server.message_ids() == [message.mail_id] * 2
    assert server.letters[0] == server.letters[1]


def test_a_letter_that_can_never_be_written_is_given_up_and_the_next_leaves(ticket: Ticket, server: Answering) -> None:
    other = a_ticket(ticket.project)
    reply(ticket=other, body="Fine.", by=viewer(ticket.assignee), at=NOW)
    _message, item = answered(ticket, cc=("имя@client.test",))

    assert item.state == "dead"
    assert len(server.letters) == 1
