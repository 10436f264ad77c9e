"""Everything that is done to a mail inside the limited child process, in one go."""

from dataclasses import dataclass

from tickets.domain.mail.limits import DEFAULT_LIMITS, MailLimits
from tickets.domain.mail.parse import parse_mail
from tickets.domain.mail.parsed import ParsedMail
from tickets.domain.mail.quotes import split_quotes
from tickets.domain.mail.sanitise import SafeHtml, clean_html


@dataclass(frozen=True, slots=True)
class MailDigest:
    """`fresh_text`, `quoted_text` and `signature` make up `mail.text`; `safe_html` is empty without HTML."""

    mail: ParsedMail
    safe_html: str
    remote_pictures: int
    fresh_text: str
    quoted_text: str
    signature: str


def digest_mail(raw: bytes, limits: MailLimits = DEFAULT_LIMITS) -> MailDigest:
    """Raises nothing but MailRefused (and MemoryError)."""
    mail = parse_mail(raw, limits)
    safe = clean_html(mail.html) if mail.html else SafeHtml("", 0)
    text = split_quotes(mail.text)
    return MailDigest(mail, safe.html, safe.remote_pictures, text.fresh, text.quoted, text.signature)
