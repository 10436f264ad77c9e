"""A reply of ours in Django's envelope, handed to the mailer."""

from datetime import datetime
from email import message_from_bytes
from email.message import Message as ParsedMessage
from email.policy import Policy, compat32
from typing import Any, cast

from django.core.mail import EmailMessage

from support_desk.shared.mail.delivery import deliver
from tickets.domain.mail.compose import OutgoingMail
from tickets.domain.mail.mime import to_bytes


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
    """One delivery of a letter written at `at`; fails as `deliver` does."""
    deliver(FinalLetter(mail, at=at))
