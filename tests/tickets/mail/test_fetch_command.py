"""`manage.py fetch_mail`, the jobs of beat, and trying a connection from the admin, against a real server (T1)."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.factories import a_mailbox, an_employee
from tests.plugins.imap import PASSWORD, ImapBox, ImapServer
from tests.tickets.mail.desk import ROOT, MailDesk
from tests.tickets.mail.fetching import each_once, fetch_from
from tests.tickets.mail.letters import a_letter
from tickets import jobs
from tickets.actions.mail.fetch_account import sealed
from tickets.models import Mailbox, Message

IDS = ["<1@client.test>", "<2@client.test>"]


@pytest.fixture
def box(imap_server: ImapServer, desk: MailDesk) -> ImapBox:
    """Two letters wait."""
    found = imap_server.box()
    for mail_id in IDS:
        found.put(a_letter(mail_id=mail_id, body=mail_id))
    fetch_from(desk.mailbox, found)
    return found


def a_mailbox_that_is_refused(desk: MailDesk, box: ImapBox) -> Mailbox:
    return fetch_from(a_mailbox(desk.mailbox.department), box, sealed_password=sealed("a wrong one"))


@pytest.mark.slow
def test_the_command_reads_every_mailbox_and_tells_of_those_it_could_not(
    transactional_db: None, desk: MailDesk, box: ImapBox, process_environment: Callable[..., dict[str, str]]
) -> None:
    def run() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", "fetch_mail"],
            cwd=ROOT, env=process_environment(), capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    done = run()
    assert (done.returncode, done.stdout) == (0, "support@desk.test: 2 fetched, 0 left\n"), done.stderr
    refused = a_mailbox_that_is_refused(desk, box)
    done = run()
    assert (done.returncode, done.stdout) == (1, "support@desk.test: 0 fetched, 0 left\n")
    assert f"{refused.address}: 0 fetched; The mail server refused the user name or the password." in done.stderr
    assert "a wrong one" not in done.stderr
    assert each_once(*IDS)


def test_beat_asks_each_due_mailbox_in_a_job_of_its_own(
    desk: MailDesk, box: ImapBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = a_mailbox_that_is_refused(desk, box)
    asked: list[int] = []
    monkeypatch.setattr(jobs.fetch_mailbox, "apply_async", lambda arguments, expires: asked.extend(arguments))
    assert jobs.fetch_due_mailboxes() == 2
    assert sorted(asked) == sorted([desk.mailbox.pk, refused.pk])

    assert [jobs.fetch_mailbox(pk) for pk in sorted(asked)] == [2, 0]
    assert Message.objects.count() == 2
    assert jobs.fetch_due_mailboxes() == 0


def test_a_job_that_did_not_get_to_the_end_asks_for_the_next(
    desk: MailDesk, box: ImapBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(jobs.fetch_mailbox, "apply_async", lambda arguments, expires: asked.extend(arguments))
    clock = iter([0.0, 1.0, 2.0, 99.0, *[99.0] * 50])
    monkeypatch.setattr("tickets.actions.mail.fetch.time.monotonic", lambda: next(clock))
    assert jobs.fetch_mailbox(desk.mailbox.pk) == 1
    assert asked == [desk.mailbox.pk]


@pytest.mark.parametrize(
    ("password", "told"),
    [
        (PASSWORD, "support@desk.test answers: 2 letters lie there."),
        ("a wrong one", "The mail server refused the user name or the password."),
    ],
)
def test_the_admin_tries_a_connection_and_says_what_it_found(
    desk: MailDesk, box: ImapBox, settings: Any, password: str, told: str
) -> None:
    settings.SECOND_FACTOR_ROLES = ()
    Mailbox.objects.update(sealed_password=sealed(password))
    browser = Browser()
    browser.force_login(an_employee("administrator", is_staff=True).user)
    data = {"action": "try_connection", "_selected_action": [desk.mailbox.pk]}
    page = browser.post(reverse("admin:tickets_mailbox_changelist"), data, follow=True).content.decode()
    assert told in page
    assert password not in page
    assert box.flags() == {1: False, 2: False}
    assert not Message.objects.exists()
