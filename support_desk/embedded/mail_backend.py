"""Django's way out for mail on a machine without a mail server: everything stays in one Maildir."""

import mailbox
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class MaildirBackend(BaseEmailBackend):
    """Writes each message whole before it can be seen; `folder` is made at the first."""

    def __init__(self, *, folder: str, **options: Any) -> None:
        super().__init__(**options)
        self.folder = folder

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        Path(self.folder).parent.mkdir(parents=True, exist_ok=True)
        box = mailbox.Maildir(self.folder, create=True)
        for message in email_messages:
            box.add(message.message().as_bytes())
        return len(email_messages)
