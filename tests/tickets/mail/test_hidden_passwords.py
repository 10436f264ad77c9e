"""What a mail server says when it refuses a log-in is shown to people: never with the password in it."""

import base64
import imaplib

import pytest

from tickets.domain.mail.fetching import Failure
from tickets.imap.failures import ImapFailure, failing_as


@pytest.mark.parametrize("echoed", ['se"cr\\et', 'se\\"cr\\\\et'], ids=["as it is", "as LOGIN quotes it"])
def test_an_echoed_password_is_masked(echoed: str) -> None:
    with pytest.raises(ImapFailure) as refused, failing_as(Failure.LOGIN_REFUSED, hide='se"cr\\et'):
        raise imaplib.IMAP4.error(f"LOGIN desk {echoed} refused")
    assert refused.value.detail == "LOGIN desk ••• refused"


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SENT = coded("\0desk@firm.example\0пароль-7")


@pytest.mark.parametrize(
    "echoed",
    [
        SENT,
        SENT.rstrip("="),
        SENT[:-9],
        f"PLAIN={SENT}",
        f"x/{SENT}",
        base64.urlsafe_b64encode("пароль-7".encode()).decode(),
        coded("пароль-7"),
        coded("desk@firm.example\0desk@firm.example\0пароль-7"),
    ],
    ids=["PLAIN", "without padding", "cut short", "after a sign", "after letters", "URL", "LOGIN", "with both names"],
)
def test_a_password_echoed_in_base64_is_masked(echoed: str) -> None:
    with pytest.raises(ImapFailure) as refused, failing_as(Failure.LOGIN_REFUSED, hide="пароль-7"):
        raise imaplib.IMAP4.error(f"AUTHENTICATE {echoed} refused")
    assert refused.value.detail.startswith("AUTHENTICATE ") and refused.value.detail.endswith("••• refused")


def test_words_of_the_server_that_hold_no_password_stay() -> None:
    said = "[AUTHENTICATIONFAILED] Invalid credentials (Failure) session=mGVo7zHZ8zVvbHZlLWltYXA="
    with pytest.raises(ImapFailure) as refused, failing_as(Failure.LOGIN_REFUSED, hide="se'cret"):
        raise imaplib.IMAP4.error(said)
    assert refused.value.detail == said
