"""Handing a finished letter to whatever mailer is configured, and what its refusals mean."""

import smtplib
from datetime import datetime
from email import message_from_bytes
from email.message import Message as ParsedMessage
from email.policy import Policy, compat32
from typing import Any, cast

from django.core.mail import EmailMessage, mailers

from support_desk.shared.outbox import PermanentFailure, TryAgain
from tickets.domain.mail.compose import OutgoingMail
from tickets.domain.mail.mime import to_bytes

# RFC 5321: 550 to 559 are about this mailbox or this letter. Other 5xx are about us (commands, log-in): somebody mends
# them, and the letter is tried again until then.
ABOUT_THE_LETTER = range(550, 560)


class FinalMessage(ParsedMessage):
    """A message whose bytes are what they are: writing a parsed mail anew would fold its headers otherwise."""

    content = b""

    def as_bytes(self, unixfrom: bool = False, policy: "Policy[Any] | None" = None) -> bytes:
        return self.content

    def as_string(self, unixfrom: bool = False, maxheaderlen: int = 0, policy: "Policy[Any] | None" = None) -> str:
        return self.content.decode("ascii", "replace")


class FinalLetter(EmailMessage):
    """Our own MIME in Django's envelope: any backend sends it from the return path to all recipients as it is."""

    def __init__(self, mail: OutgoingMail, *, at: datetime) -> None:
        super().__init__(
            subject=mail.subject, body=mail.text, from_email=mail.envelope_from, to=list(mail.to), cc=list(mail.cc)
        )
        self._content = to_bytes(mail, at=at)

    def message(self, *, policy: "Policy[Any]" = compat32) -> FinalMessage:  # type: ignore[override] # has all that is used
        parsed = cast(FinalMessage, message_from_bytes(self._content, _class=FinalMessage, policy=compat32))
        parsed.content = self._content
        return parsed


def hand_over(mail: OutgoingMail, *, at: datetime) -> None:
    """One delivery of a letter written at `at`. PermanentFailure for what the server will never take, TryAgain
    for what it may take later; both carry its words."""
    try:
        mailers["default"].send_messages([FinalLetter(mail, at=at)])
    except smtplib.SMTPRecipientsRefused as refusal:
        words = "; ".join(f"{address}: {_words(*answer)}" for address, answer in refusal.recipients.items())
        is_final = all(code in ABOUT_THE_LETTER for code, _text in refusal.recipients.values())
        raise (PermanentFailure(words) if is_final else TryAgain(words)) from refusal
    except smtplib.SMTPResponseException as refusal:
        words = _words(refusal.smtp_code, refusal.smtp_error)
        is_final = refusal.smtp_code in ABOUT_THE_LETTER
        raise (PermanentFailure(words) if is_final else TryAgain(words)) from refusal
    except (OSError, smtplib.SMTPException) as failure:
        raise TryAgain(f"The mail server did not answer: {failure}") from failure


def _words(code: int, text: bytes | str) -> str:
    """`550 5.1.1 No such user here`."""
    told = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(told.split())}"
