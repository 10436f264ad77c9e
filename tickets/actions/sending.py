"""Leaving a message in the outbox as a letter."""

import secrets
from datetime import datetime

from support_desk.shared import outbox
from tickets.domain.mail.compose import outgoing_message_id
from tickets.models import Message
from tickets.queries.mail_desk import general_desk

MAIL_KIND = "mail.reply"


def send_by_mail(message: Message, *, at: datetime, not_before: datetime | None = None) -> None:
    """One letter a message, however often it is asked for. Its Message-ID is fixed now, so that a letter that is sent
    twice after a crash is one to its receiver, and an answer to it finds the ticket."""
    if not message.mail_id:
        message.mail_id = new_mail_id()
        message.save(update_fields=["mail_id"])
    outbox.enqueue(
        kind=MAIL_KIND, key=mail_key(message), payload={"message": message.pk}, at=at, available_at=not_before
    )


def new_mail_id() -> str:
    """A Message-ID that nobody can guess and no other letter has; for a message that is about to be written."""
    return outgoing_message_id(secrets.randbits(63), desk=general_desk())


def mail_key(message: Message) -> str:
    """The outbox key of a message's letter."""
    return f"reply:{message.pk}"
