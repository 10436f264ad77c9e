"""Fetchers that die at each line and race each other: every letter on the server is one message, none is lost (T1)."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from support_desk.invariants.raw_mail import RAW_MAIL
from support_desk.shared import clock
from tests.plugins.imap import ImapBox, ImapServer
from tests.tickets.mail.desk import ROOT, MailDesk, a_desk
from tests.tickets.mail.fetching import each_once, fetch, fetch_from, state_of
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail.ingest import retry_stored_mail
from tickets.models import FetchedUid, RawMail

pytestmark = [pytest.mark.faults, pytest.mark.slow]
Environment = Callable[..., dict[str, str]]
LEASE_OVER = timedelta(minutes=2)
IDS = [f"<{number}@client.test>" for number in range(1, 6)]

# The fetcher as it is; it starts when told to on standard input. `killed_at` names a function of it: at its second call
# the process is killed, before or after what the function does.
FETCHER = """
import os, signal, sys
from datetime import datetime
from importlib import import_module
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "support_desk.settings"
django.setup()
from tickets.actions.mail.fetch import fetch_mailbox
mailbox_id, at, killed_at, when = sys.argv[1:]
if killed_at:
    holder, name = killed_at.rsplit(".", 1)
    try:
        place = import_module(holder)
    except ModuleNotFoundError:
        module, kind = holder.rsplit(".", 1)
        place = getattr(import_module(module), kind)
    whole, calls = getattr(place, name), []
    def dying(*arguments, **more):
        calls.append(1)
        if len(calls) == 2 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = whole(*arguments, **more)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer
    setattr(place, name, dying)
print("ready", flush=True)
sys.stdin.readline()
done = fetch_mailbox(mailbox_id=int(mailbox_id), at=datetime.fromisoformat(at))
print(done, flush=True)
"""
LETTER = "tickets.actions.mail.fetch_letter"
LINES = [
    ("tickets.imap.folder.Folder.letter", "before"),
    ("tickets.imap.folder.Folder.letter", "after"),
    (f"{LETTER}.store_raw", "after"),
    (f"{LETTER}.note_stored", "after"),
    (f"{LETTER}.place_stored", "before"),
    (f"{LETTER}.place_stored", "after"),
    ("tickets.imap.folder.Folder.flag", "before"),
    ("tickets.imap.folder.Folder.flag", "after"),
    (f"{LETTER}.note_flagged", "after"),
]


@pytest.fixture
def desk(transactional_db: None) -> MailDesk:
    return a_desk()


@pytest.fixture
def box(imap_server: ImapServer, desk: MailDesk) -> ImapBox:
    """Five letters wait."""
    found = imap_server.box()
    for mail_id in IDS:
        found.put(a_letter(mail_id=mail_id, body=f"This is {mail_id}"))
    fetch_from(desk.mailbox, found)
    return found


def a_fetcher(
    environment: dict[str, str], desk: MailDesk, at: datetime, *, killed_at: str = "", when: str = ""
) -> "subprocess.Popen[str]":
    """Another process, ready to fetch."""
    process = subprocess.Popen(
        [sys.executable, "-c", FETCHER, str(desk.mailbox.pk), at.isoformat(), killed_at, when],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def finish(desk: MailDesk) -> None:
    """What the jobs of the next minutes do."""
    fetch(desk, later=10 * LEASE_OVER)
    retry_stored_mail(at=clock.now() + 10 * LEASE_OVER)


def all_is_well(box: ImapBox, desk: MailDesk, *mail_ids: str) -> bool:
    assert not list(RAW_MAIL.check())
    assert not FetchedUid.objects.exists()
    assert state_of(desk).waiting == 0
    return each_once(*mail_ids) and set(box.flags().values()) == {True}


@pytest.mark.parametrize(("killed_at", "when"), LINES)
def test_killed_at_each_line_every_letter_is_one_message(
    desk: MailDesk, box: ImapBox, process_environment: Environment, killed_at: str, when: str
) -> None:
    fetcher = a_fetcher(process_environment(), desk, clock.now(), killed_at=killed_at, when=when)
    _said, errors = fetcher.communicate("go\n", timeout=60)
    assert fetcher.returncode == -signal.SIGKILL, errors
    assert RawMail.objects.count() in (1, 2)

    finish(desk)
    assert all_is_well(box, desk, *IDS)


def test_killed_after_storing_and_read_by_a_person_meanwhile(
    desk: MailDesk, box: ImapBox, process_environment: Environment
) -> None:
    """All letters are marked as seen before the next fetcher comes; it goes by numbers and misses none."""
    fetcher = a_fetcher(process_environment(), desk, clock.now(), killed_at=f"{LETTER}.place_stored", when="before")
    fetcher.communicate("go\n", timeout=60)
    box.mark("1:*", "\\Seen")
    finish(desk)
    assert all_is_well(box, desk, *IDS)


def test_killed_again_and_again_at_random(desk: MailDesk, box: ImapBox, process_environment: Environment) -> None:
    seed = int(os.environ.get("FAULT_SEED", "0")) or random.randrange(10**6)
    sys.stdout.write(f"FAULT_SEED={seed}\n")
    chance = random.Random(seed)
    ids = [f"<more{number}@client.test>" for number in range(20)]
    for mail_id in ids:
        box.put(a_letter(mail_id=mail_id, body=f"This is {mail_id}"))
    for turn in range(4):
        fetcher = a_fetcher(process_environment(), desk, clock.now() + turn * LEASE_OVER)
        assert fetcher.stdin is not None
        fetcher.stdin.write("go\n")
        fetcher.stdin.flush()
        time.sleep(chance.uniform(0.05, 0.6))
        fetcher.kill()
        fetcher.communicate(timeout=30)
    finish(desk)
    assert all_is_well(box, desk, *IDS, *ids)


def test_three_fetchers_at_once_fetch_each_letter_once(
    desk: MailDesk, box: ImapBox, process_environment: Environment
) -> None:
    """Each takes the lease of the one before for run out, so that all three are at it together."""
    ids = [f"<more{number}@client.test>" for number in range(20)]
    for mail_id in ids:
        box.put(a_letter(mail_id=mail_id, body=f"This is {mail_id}"))
    environment = process_environment()
    fetchers = [a_fetcher(environment, desk, clock.now() + turn * LEASE_OVER) for turn in range(3)]
    for fetcher in fetchers:
        assert fetcher.stdin is not None
        fetcher.stdin.write("go\n")
        fetcher.stdin.flush()
        time.sleep(0.1)
    told = [fetcher.communicate(timeout=120) for fetcher in fetchers]

    assert all("failure=None" in said for said, _errors in told), told
    assert sum(said.strip() != "None" for said, _errors in told) == 3
    finish(desk)
    assert all_is_well(box, desk, *IDS, *ids)


def test_numbers_begin_anew_while_a_fetcher_is_dead(
    desk: MailDesk, box: ImapBox, process_environment: Environment
) -> None:
    fetcher = a_fetcher(process_environment(), desk, clock.now(), killed_at=f"{LETTER}.note_stored", when="after")
    fetcher.communicate("go\n", timeout=60)
    box.number_anew()
    finish(desk)
    assert all_is_well(box, desk, *IDS)
