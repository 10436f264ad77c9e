"""Mailboxes that do not answer as they should: told in a sentence, asked again later, never in the way of others."""

import socket
import time
from datetime import timedelta
from typing import Any

import pytest

from support_desk.shared import clock
from tests.factories import a_mailbox
from tests.plugins.imap import PASSWORD, ImapBox, ImapServer
from tests.tickets.mail.desk import MailDesk
from tests.tickets.mail.fetching import each_once, fetch, fetch_from, state_of, talking
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail.fetch import fetch_mailbox
from tickets.actions.mail.fetch_account import account_of, sealed
from tickets.domain.mail.fetching import Failure
from tickets.imap import opening
from tickets.imap.failures import ImapFailure
from tickets.models import FetchState, Mailbox
from tickets.queries.mailboxes import SENTENCES, due_mailbox_ids

MINUTE = timedelta(minutes=1)
GREETING = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] here"


@pytest.fixture
def box(imap_server: ImapServer, desk: MailDesk) -> ImapBox:
    found = imap_server.box()
    fetch_from(desk.mailbox, found)
    return found


def change(desk: MailDesk, **settings: Any) -> None:
    Mailbox.objects.filter(pk=desk.mailbox.pk).update(**settings)


def test_every_failure_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Failure)


def test_a_wrong_password_is_told_and_repeated_nowhere(
    box: ImapBox, desk: MailDesk, caplog: pytest.LogCaptureFixture
) -> None:
    change(desk, sealed_password=sealed("a wrong one"))
    assert fetch(desk).failure == Failure.LOGIN_REFUSED
    state = state_of(desk)
    assert (state.failures, state.failing_since is not None, state.answered_at) == (1, True, None)
    assert "a wrong one" not in state.failure_detail + caplog.text

    change(desk, sealed_password=sealed(PASSWORD))
    box.put(a_letter(mail_id="<1@client.test>"))
    assert fetch(desk).taken == 1
    state.refresh_from_db()
    assert (state.failure, state.failing_since, state.failures) == ("", None, 0)


def test_a_server_that_repeats_the_password_is_not_quoted_with_it(box: ImapBox, desk: MailDesk) -> None:
    refusal = f"* BYE wrong password: {PASSWORD}".encode()
    with talking(GREETING.replace(b" AUTH=PLAIN", b""), refusal) as port:
        change(desk, imap_port=port)
        fetch(desk)
    state = state_of(desk)
    assert state.failure
    assert PASSWORD not in state.failure_detail


def test_a_silent_server_is_given_up_in_time_and_the_other_mailbox_goes_on(
    box: ImapBox, desk: MailDesk, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "ANSWER_SECONDS", 0.3)
    other = imap_server.box()
    other.put(a_letter(mail_id="<1@client.test>"))
    second = fetch_from(a_mailbox(desk.mailbox.department), other)
    with talking() as port:
        change(desk, imap_port=port)
        began = time.monotonic()
        results = [fetch_mailbox(mailbox_id=pk, at=clock.now()) for pk in due_mailbox_ids(clock.now())]
        assert time.monotonic() - began < 10
    assert sorted(str(done.failure) for done in results if done) == ["None", "no_answer"]
    assert each_once("<1@client.test>")
    assert FetchState.objects.get(mailbox=second).failure == ""


def test_a_server_that_falls_silent_after_its_greeting(
    box: ImapBox, desk: MailDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "ANSWER_SECONDS", 0.3)
    with talking(GREETING) as port:
        change(desk, imap_port=port)
        assert fetch(desk).failure == Failure.NO_ANSWER


def test_a_server_that_answers_and_answers_is_cut_off(desk: MailDesk, box: ImapBox) -> None:
    """No answer is late by itself, and there is no end of them."""
    account = account_of(Mailbox.objects.get(pk=desk.mailbox.pk))
    began = time.monotonic()
    with pytest.raises(ImapFailure), opening.opened(account, seconds=0.4) as folder:
        while True:
            folder.heads([1])
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("lines", "failure"),
    [
        ([b"220 mail.test ESMTP"], Failure.NOT_IMAP),
        ([b"HTTP/1.1 400 Bad Request", b"", b"<html>"], Failure.NOT_IMAP),
        ([b"* BYE too many connections"], Failure.NOT_IMAP),
    ],
)
def test_what_does_not_speak_imap(box: ImapBox, desk: MailDesk, lines: list[bytes], failure: Failure) -> None:
    with talking(*lines) as port:
        change(desk, imap_port=port)
        assert fetch(desk).failure == failure


def test_nobody_there(box: ImapBox, desk: MailDesk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    change(desk, imap_port=free)
    assert fetch(desk).failure == Failure.UNREACHABLE
    change(desk, imap_host="no-such-host.invalid", imap_security="tls")
    assert fetch(desk).failure == Failure.UNREACHABLE


def test_no_such_folder(box: ImapBox, desk: MailDesk) -> None:
    change(desk, imap_folder="Nowhere")
    assert fetch(desk).failure == Failure.NO_FOLDER


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_nobody_vouches_for_gets_no_password(
    box: ImapBox, desk: MailDesk, imap_server: ImapServer, security: str
) -> None:
    change(desk, imap_security=security, imap_port=port_of(imap_server, security))
    assert fetch(desk).failure == Failure.BAD_CERTIFICATE


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encrypted_with_a_certificate_that_is_trusted(
    box: ImapBox, desk: MailDesk, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", imap_server.authority)
    box.put(a_letter(mail_id="<1@client.test>"))
    change(desk, imap_security=security, imap_port=port_of(imap_server, security))
    assert fetch(desk).taken == 1


def test_a_server_that_does_not_want_to_encrypt_gets_no_password(box: ImapBox, desk: MailDesk) -> None:
    with talking(GREETING, b"AAAA0 NO") as port:
        change(desk, imap_security="starttls", imap_port=port)
        done = fetch(desk)
    assert done.failure in (Failure.NOT_IMAP, Failure.BROKE_OFF, Failure.NO_ANSWER)


def test_a_secret_key_that_is_gone(box: ImapBox, desk: MailDesk, settings: Any) -> None:
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another key, long enough for anybody's taste"
    assert fetch(desk).failure == Failure.PASSWORD_SEALED
    settings.SECRET_KEY_FALLBACKS = [former]
    assert fetch(desk).failure is None


def test_a_fault_of_our_own_is_told_and_raises_nothing(
    box: ImapBox, desk: MailDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: Any, **_more: Any) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr("tickets.actions.mail.fetch.move_on", broken)
    assert fetch(desk).failure == Failure.OUR_FAULT
    assert state_of(desk).lease is None


def test_who_fails_is_asked_again_more_and_more_seldom(box: ImapBox, desk: MailDesk) -> None:
    change(desk, imap_folder="Nowhere")
    pauses = []
    at = clock.now()
    for _try in range(7):
        fetch_mailbox(mailbox_id=desk.mailbox.pk, at=at)
        waited = 1
        while not due_mailbox_ids(at + waited * MINUTE):
            waited += 1
        pauses.append(waited)
        at += waited * MINUTE
    assert pauses == [1, 2, 4, 8, 15, 15, 15]


def test_one_at_a_time_until_the_lease_runs_out(box: ImapBox, desk: MailDesk) -> None:
    FetchState.objects.update(lease="0" * 32, leased_until=clock.now() + MINUTE)
    assert fetch_mailbox(mailbox_id=desk.mailbox.pk, at=clock.now()) is None
    assert fetch_mailbox(mailbox_id=desk.mailbox.pk, at=clock.now() + 2 * MINUTE) is not None


def test_a_mailbox_that_is_not_polled_is_left_alone(box: ImapBox, desk: MailDesk) -> None:
    change(desk, is_polled=False)
    assert fetch_mailbox(mailbox_id=desk.mailbox.pk, at=clock.now()) is None
    assert due_mailbox_ids(clock.now()) == []


def port_of(server: ImapServer, security: str) -> int:
    return server.tls_port if security == "tls" else server.port
