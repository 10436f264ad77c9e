"""Letters that leave while relays die and race: once, or twice as the same letter after the one documented crash."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest

from support_desk.shared import clock
from support_desk.shared.actions.relay_outbox import LEASE, relay_outbox
from support_desk.shared.models import OutboxItem
from tests.factories.clients import a_client, a_project
from tests.factories.conversation import a_message, a_ticket
from tests.factories.people import viewer
from tests.plugins.servers import database_url
from tests.tickets.mail.desk import ROOT
from tests.tickets.mail.servers import listening, mailers
from tickets.actions.replying import reply
from tickets.models import Message, Project

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Environment = Callable[..., dict[str, str]]
WAITING = "pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE%outbox%'"
RELAY = (
    "from support_desk.shared import clock; from support_desk.shared.actions.relay_outbox import relay_outbox; "
    "print(relay_outbox(at=clock.now()))"
)


def a_due_reply(project: Project) -> Message:
    """A reply whose seconds for taking back are over."""
    at = clock.now() - timedelta(minutes=1)
    ticket = a_ticket(project)
    a_message(ticket, "in", at=at - timedelta(hours=1))
    message = reply(ticket=ticket, body="It sends again.", by=viewer(ticket.assignee, at), at=at)
    message.refresh_from_db()
    return message


def a_relay(environment: dict[str, str]) -> "subprocess.Popen[str]":
    """Another process that relays what is due, once."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", RELAY],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_relay_killed_after_the_servers_yes_sends_the_very_same_letter_again(
    process_environment: Environment, settings: object
) -> None:
    """While the server says yes, another session holds the item, so that the relay cannot note it; there it is killed,
    and its statement with it."""
    message = a_due_reply(a_project(a_client(language="en")))
    arrived = threading.Event()
    with listening() as (server, port), psycopg.connect(database_url()) as holder:
        settings.MAILERS = mailers(port)  # type: ignore[attr-defined]

        def hold() -> None:
            holder.execute("SELECT id FROM shared_outboxitem FOR UPDATE")
            arrived.set()

        server.before_answer = hold
        relay = a_relay(process_environment(EMAIL_URL=f"smtp://127.0.0.1:{port}"))
        assert arrived.wait(timeout=60)
        _until_it_waits_for_the_lock(relay)
        relay.kill()
        relay.communicate(timeout=30)
        assert _ask(f"SELECT pg_terminate_backend(pid) FROM {WAITING}") == [(True,)]
        holder.rollback()
        server.before_answer = lambda: None

        item = OutboxItem.objects.get()
        assert (item.state, item.attempts, len(server.letters)) == ("leased", 1, 1)
        assert relay_outbox(at=clock.now()) == 0
        assert relay_outbox(at=clock.now() + LEASE) == 1
        assert relay_outbox(at=clock.now() + LEASE) == 0

    item.refresh_from_db()
    assert (item.state, item.attempts) == ("sent", 2)
    assert server.message_ids() == [message.mail_id] * 2
    assert server.letters[0] == server.letters[1]


def test_a_relay_killed_before_the_server_had_the_letter_sends_it_once(
    process_environment: Environment, settings: object
) -> None:
    """The server never greets, so that the relay waits with its item leased; there it is killed."""
    message = a_due_reply(a_project(a_client(language="en")))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        relay = a_relay(process_environment(EMAIL_URL=f"smtp://127.0.0.1:{silent.getsockname()[1]}"))
        silent.settimeout(60)
        caller, _address = silent.accept()
        relay.kill()
        relay.communicate(timeout=30)
        caller.close()

    assert OutboxItem.objects.get().state == "leased"
    with listening() as (server, port):
        settings.MAILERS = mailers(port)  # type: ignore[attr-defined]
        assert relay_outbox(at=clock.now()) == 0
        assert relay_outbox(at=clock.now() + LEASE) == 1
    assert server.message_ids() == [message.mail_id]


def test_three_relays_at_once_send_each_of_thirty_letters_once(process_environment: Environment) -> None:
    project = a_project(a_client(language="en"))
    expected = sorted(a_due_reply(project).mail_id for _ in range(30))
    with listening() as (server, port):
        relays = [a_relay(process_environment(EMAIL_URL=f"smtp://127.0.0.1:{port}")) for _ in range(3)]
        sent = [int(relay.communicate(timeout=240)[0]) for relay in relays]

    assert sum(sent) == 30
    assert sorted(server.message_ids()) == expected
    assert OutboxItem.objects.filter(state="sent", attempts=1).count() == 30


def _until_it_waits_for_the_lock(relay: "subprocess.Popen[str]") -> None:
    """Its UPDATE stands in the queue for the row that we hold."""
    for _step in range(600):
        if _ask(f"SELECT 1 FROM {WAITING}"):
            return
        assert relay.poll() is None, "the relay ended"
        time.sleep(0.05)
    raise AssertionError("the relay never noted what it had sent")


def _ask(query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database_url(), autocommit=True) as watcher:
        return watcher.execute(query.encode()).fetchall()
