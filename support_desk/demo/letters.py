"""Mail of the demo as it would have come over the wire, so that every inbound letter has its raw form (I2)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr

from tickets.models import Mailbox, RawMail

HEADERS_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail program would send."""

    sender: str
    address: str
    subject: str
    text: str
    mail_id: str
    in_reply_to: str = ""
    html: str = ""
    extra: str = ""


def keep_raw(letter: Letter, *, mailbox: Mailbox, at: datetime, outcome: str, **fields: object) -> RawMail:
    """Stores the mail as accepted with `outcome`; `fields` say otherwise for one that is not."""
    content = wire_form(letter, to=mailbox.address, at=at)
    return RawMail.objects.create(
        mailbox=mailbox,
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        mail_id=letter.mail_id,
        content_hash=hashlib.sha256(content.partition(HEADERS_END)[2]).hexdigest(),
        source="demo",
        received_at=at,
        outcome=outcome,
        **{"state": RawMail.State.ACCEPTED, **fields},
    )


def wire_form(letter: Letter, *, to: str, at: datetime) -> bytes:
    """The bytes of the mail: headers in ASCII, the text in UTF-8."""
    kind = "text/html" if letter.html else "text/plain"
    lines = [
        f"From: {formataddr((letter.sender, letter.address))}",
        f"To: {to}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: {letter.mail_id}",
        *([f"In-Reply-To: {letter.in_reply_to}", f"References: {letter.in_reply_to}"] if letter.in_reply_to else []),
        f"Subject: {encoded(letter.subject)}",
        *([letter.extra] if letter.extra else []),
        "MIME-Version: 1.0",
        f"Content-Type: {kind}; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    body = (letter.html or letter.text).replace("\r\n", "\n").replace("\n", "\r\n")
    return "\r\n".join(lines).encode("ascii", "replace") + HEADERS_END + body.encode()


def encoded(subject: str) -> str:
    """As RFC 2047 wants it."""
    return subject if subject.isascii() else Header(subject, "utf-8").encode(linesep="\r\n")
