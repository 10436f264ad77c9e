"""What a mail server says when it refuses a log-in is shown to people: never with the password in it."""

import imaplib

import pytest

from tickets.domain.mail.fetching import Failure
from tickets.imap.failures import ImapFailure, failing_as


@pytest.mark.parametrize("echoed", ['se"cr\\et', 'se\\"cr\\\\et'], ids=["as it is", "as LOGIN quotes it"])
def test_an_echoed_password_is_masked(echoed: str) -> None:
    with pytest.raises(ImapFailure) as refused, failing_as(Failure.LOGIN_REFUSED, hide='se"cr\\et'):
        raise imaplib.IMAP4.error(f"LOGIN desk {echoed} refused")
    assert refused.value.detail == "LOGIN desk ••• refused"
