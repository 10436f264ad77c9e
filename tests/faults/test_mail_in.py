"""Mail that comes in while processes die and race: each letter is one message, whatever happens (T1)."""

import json
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from support_desk.shared import clock
from tests.plugins.servers import database_url
from tests.tickets.mail.desk import ROOT, MailDesk, a_desk, command, run_ingest_mail
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail.ingest import retry_stored_mail
from tickets.actions.mail.store import store_raw
from tickets.models import Message, RawMail, Ticket

pytestmark = [pytest.mark.faults, pytest.mark.slow]
Environment = Callable[..., dict[str, str]]


@pytest.fixture
def desk(transactional_db: None) -> MailDesk:
    return a_desk()


@pytest.fixture
def other_session(transactional_db: None) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database_url()) as session:
        yield session


def until(happened: Callable[[], bool], *, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.05)


def test_a_process_killed_between_storing_and_placing_loses_nothing(
    desk: MailDesk, process_environment: Environment, other_session: psycopg.Connection
) -> None:
    """The table of tickets is locked, so the process stands still once the letter is stored: there it is killed."""
    other_session.execute("LOCK TABLE tickets_ticket IN ACCESS EXCLUSIVE MODE")
    environment = process_environment()
    process = subprocess.Popen(
        command(), cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(a_letter(mail_id="<1@client.test>"))
    process.stdin.close()
    until(lambda: RawMail.objects.filter(state="stored").exists())
    process.kill()
    assert process.wait(timeout=30) == -9
    assert process.stdout is not None and process.stdout.read() == b""
    other_session.rollback()
    process.stdout.close()
    assert process.stderr is not None
    process.stderr.close()

    assert Message.objects.count() == 0
    assert retry_stored_mail(at=clock.now()) == 0
    assert retry_stored_mail(at=clock.now() + timedelta(minutes=2)) == 1
    assert retry_stored_mail(at=clock.now() + timedelta(minutes=2)) == 0
    message = Message.objects.get()
    assert (message.mail_id, message.ticket.waiting_since) == ("<1@client.test>", RawMail.objects.get().received_at)
    redelivered = run_ingest_mail(environment, stdin=a_letter(mail_id="<1@client.test>"))
    assert redelivered.lines == [{"outcome": "duplicate", "ticket": message.ticket.number, "message": message.pk}]


def test_a_redelivery_finishes_what_a_killed_process_left(desk: MailDesk, process_environment: Environment) -> None:
    raw = a_letter(mail_id="<1@client.test>")
    assert run_ingest_mail(process_environment(), stdin=raw).code == 0
    left = a_letter(mail_id="<2@client.test>", body="Left behind.")
    _stored_only(desk, left)

    done = run_ingest_mail(process_environment(), stdin=left)
    assert [line["outcome"] for line in done.lines] == ["created"]
    assert (RawMail.objects.count(), Message.objects.count()) == (2, 2)


def test_three_processes_with_the_same_thirty_letters_place_each_once(
    desk: MailDesk, process_environment: Environment, tmp_path: Path
) -> None:
    """All answers belong to one ticket, so that its lock is fought for; no deadlock, no letter twice, none lost."""
    first = desk.take(a_letter(mail_id="<0@client.test>"))
    for number in range(1, 31):
        raw = a_letter(mail_id=f"<{number}@client.test>", body=f"Answer {number}", In_Reply_To="<0@client.test>")
        (tmp_path / f"{number:02}.eml").write_bytes(raw)
    environment = process_environment()
    processes = [
        subprocess.Popen(
            command("--from", str(tmp_path)), cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    told = [process.communicate(timeout=240)[0].decode().splitlines() for process in processes]
    outcomes = Counter(json.loads(line)["outcome"] for lines in told for line in lines)

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert outcomes == {"threaded": 30, "duplicate": 60}
    ticket = Ticket.objects.get()
    assert ticket.number == first.ticket
    assert (ticket.message_count, ticket.messages.count(), RawMail.objects.count()) == (31, 31, 31)
    assert not RawMail.objects.exclude(state="accepted").exists()


def test_a_database_that_goes_away_meanwhile_leaves_the_rest_to_the_next_run(
    desk: MailDesk, process_environment: Environment, tmp_path: Path, other_session: psycopg.Connection
) -> None:
    """Its session is ended by force in the middle of an import. It goes on by a new one or says so by its exit code;
    what it had stored is placed by the job, and the next run takes the rest."""
    for number in range(20):
        (tmp_path / f"{number:02}.eml").write_bytes(a_letter(mail_id=f"<{number}@client.test>", body=str(number)))
    environment = process_environment(PGAPPNAME="import")
    process = subprocess.Popen(
        command("--from", str(tmp_path)), cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until(lambda: RawMail.objects.count() >= 3)
    ended = other_session.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'import'"
    )
    assert ended.fetchall() == [(True,)]
    process.communicate(timeout=120)
    again = run_ingest_mail(environment, "--from", str(tmp_path))
    retry_stored_mail(at=clock.now() + timedelta(minutes=2))

    assert process.returncode in (0, 75)
    assert (again.code, len(again.lines)) == (0, 20)
    assert (RawMail.objects.filter(state="accepted").count(), Message.objects.count()) == (20, 20)


def _stored_only(desk: MailDesk, raw: bytes) -> None:
    store_raw(content=raw, mailbox=desk.mailbox, at=clock.now(), source="pipe")
