"""An `OutgoingMail` as the bytes that go over SMTP."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from tickets.domain.mail.compose import OutgoingFile, OutgoingMail
from tickets.domain.mail.header_check import checked_value
from tickets.domain.mail.mime_tree import CONTENT_TYPE

ID_HEADERS = frozenset({"message-id", "in-reply-to", "references"})


class MailPolicy(EmailPolicy):
    """Message-IDs are folded at blanks only: the library turns long ones into encoded words, which thread nowhere."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() in ID_HEADERS:
            return f"{name}: {'\r\n '.join(str(value).split())}\r\n"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


POLICY = MailPolicy(linesep="\r\n", raise_on_defect=False)


def to_bytes(mail: OutgoingMail, *, at: datetime) -> bytes:
    """RFC 5322 with CRLF. `at` is the time of the message, not of the attempt: a resend is the same mail."""
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(checked_value("From", mail.from_name), addr_spec=mail.from_address)
    message["To"] = [Address(addr_spec=address) for address in mail.to]
    if mail.cc:
        message["Cc"] = [Address(addr_spec=address) for address in mail.cc]
    message["Reply-To"] = Address(addr_spec=mail.reply_to)
    message["Subject"] = checked_value("Subject", mail.subject)
    message["Date"] = format_datetime(at)
    for name, value in mail.headers:
        message[name] = value
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for file in mail.files:
        main, sub = _declared_type(file)
        message.add_attachment(
            file.content, maintype=main, subtype=sub, filename=checked_value("filename", file.filename)
        )
    _fix_boundaries(message, mail.message_id)
    return message.as_bytes()


def _declared_type(file: OutgoingFile) -> tuple[str, str]:
    """What a file may be declared as; containers and what is no type are bytes of no kind."""
    main, _, sub = file.content_type.lower().partition("/")
    is_plain = CONTENT_TYPE.fullmatch(f"{main}/{sub}") and main not in ("multipart", "message")
    return (main, sub) if is_plain else ("application", "octet-stream")


def _fix_boundaries(message: EmailMessage, message_id: str) -> None:
    """The same mail has the same bytes, however often it is made."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{message_id.strip('<>').partition('@')[0]}_=")
