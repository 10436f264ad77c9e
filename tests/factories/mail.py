"""Mailboxes and raw mail."""

import hashlib
from typing import Any

from tests.factories.people import NOW, a_department, serial
from tickets.models import Mailbox, RawMail
from workload.models import Department


def a_mailbox(department: Department | None = None, **over: Any) -> Mailbox:
    number = next(serial)
    fields = {"name": f"mailbox-{number}", "address": f"support{number}@desk.test"}
    return Mailbox.objects.create(department=department or a_department(), **{**fields, **over})


def a_raw_mail(mailbox: Mailbox | None = None, content: bytes = b"", **over: Any) -> RawMail:
    """A mail as it came, stored and not read yet; `state="quarantined"` needs a `reason`."""
    mail_id = over.pop("mail_id", f"<raw{next(serial)}@client.test>")
    content = content or f"Message-ID: {mail_id}\r\nFrom: contact@client.test\r\n\r\nHello".encode()
    fields = {
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "content_hash": hashlib.sha256(content.partition(b"\r\n\r\n")[2]).hexdigest(),
        "source": "test",
        "received_at": NOW,
    }
    return RawMail.objects.create(
        mailbox=mailbox or a_mailbox(), content=content, mail_id=mail_id, **{**fields, **over}
    )
