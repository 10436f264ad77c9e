"""Raw mails as they come over the wire."""

from datetime import datetime
from email.utils import format_datetime

from tests.factories.people import NOW


def a_letter(
    *,
    sender: str = "Anna <anna@client.test>",
    subject: str = "Broken form",
    body: str = "The form on the site does not send.",
    mail_id: str = "",
    to: str = "support@desk.test",
    at: datetime = NOW,
    **headers: str,
) -> bytes:
    """A plain letter; `headers` with underscores for dashes (`In_Reply_To`)."""
    known = {"From": sender, "To": to, "Subject": subject, "Date": format_datetime(at)}
    if mail_id:
        known["Message-ID"] = mail_id
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in (known | more).items()]
    lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", body, ""]
    return "\r\n".join(lines).encode()
