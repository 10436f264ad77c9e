"""Subjects of answers: one `Re:`, one tag."""

import re

from tickets.domain.mail.header_values import one_line
from tickets.domain.mail.reply_tokens import without_tags

PREFIXES = re.compile(
    r"(?:\s*(?:re|fw|fwd|aw|sv|ha|на|отв|ответ|пересл|вн)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:)+\s*", re.IGNORECASE
)
LONGEST = 200


def bare_subject(subject: str) -> str:
    """Without `Re:`, `Fwd:`, `Ответ:` and tags, so that the subjects of one matter are alike."""
    clean = without_tags(one_line(subject))
    match = PREFIXES.match(clean)
    return clean[match.end() :] if match else clean


def reply_subject(subject: str, *, tag: str) -> str:
    """`Re: Invoice for May [#4817-k3v9x2mq]`; a long subject is cut, never the tag."""
    return f"Re: {bare_subject(subject)[:LONGEST].rstrip()} {tag}".replace("  ", " ")
