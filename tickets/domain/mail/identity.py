"""What tells one mail from another (T1), found without parsing so that the raw mail can be stored first."""

import re
from dataclasses import dataclass
from hashlib import sha256

from tickets.domain.mail.header_lines import split_entity

SEARCHED = 256 * 1024
FIELD = re.compile(rb"^(message-id|from|date|subject)[ \t]*:((?:.*(?:\n[ \t].*)*))", re.IGNORECASE | re.MULTILINE)
BRACKETED = re.compile(r"<([^<>\s\x00-\x20\x7f]{1,250})>")
MADE_UP_DOMAIN = "no-message-id.invalid"


@dataclass(frozen=True, slots=True)
class MailIdentity:
    """`mail_id` with brackets, at most 252 characters; `content_hash` and `sha256` in hex.

    `content_hash` covers everything after the header with line ends as LF, so that a redelivery by another way is the
    same mail and a reused Message-ID with another body is another one.
    """

    mail_id: str
    is_made_up: bool
    content_hash: str
    sha256: str


def identify(raw: bytes) -> MailIdentity:
    """Never raises, whatever the bytes are; linear in their number."""
    block, body = split_entity(without_envelope_line(raw))
    fields = _fields(block[:SEARCHED].replace(b"\r\n", b"\n"))
    content_hash = sha256(body.replace(b"\r\n", b"\n").rstrip(b"\n")).hexdigest()
    mail_id = clean_message_id(fields.get(b"message-id", b"").decode("ascii", "replace"))
    made_up = not mail_id
    if made_up:
        mail_id = _made_up_id(fields, content_hash)
    return MailIdentity(mail_id, made_up, content_hash, sha256(raw).hexdigest())


def clean_message_id(value: str) -> str:
    """`<id>` when `value` holds a usable one, else ""; a bare id without brackets gets them."""
    if match := BRACKETED.search(value):
        return match[0] if match[0].isascii() else ""
    bare = value.strip()
    return f"<{bare}>" if "@" in bare and BRACKETED.fullmatch(f"<{bare}>") and bare.isascii() else ""


def message_ids(value: str, *, keep: int) -> tuple[str, ...]:
    """The ids of a `References` or `In-Reply-To`, in order, without repeats: the first and the last `keep - 1`."""
    found = list(dict.fromkeys(match[0] for match in BRACKETED.finditer(value) if match[0].isascii()))
    return tuple(found if len(found) <= keep else [found[0], *found[-keep + 1 :]])


def without_envelope_line(raw: bytes) -> bytes:
    """The mail without leading blank lines and without an mbox's `From ` line; lone CRs become line ends."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    mail = raw.lstrip(b"\r\n")
    return mail.split(b"\n", 1)[-1] if mail.startswith(b"From ") else mail


def _fields(block: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, value in FIELD.findall(block):
        found.setdefault(name.lower(), b" ".join(value.split()))
    return found


def _made_up_id(fields: dict[bytes, bytes], content_hash: str) -> str:
    told = [fields.get(name, b"") for name in (b"from", b"date", b"subject")]
    digest = sha256(b"\n".join([*told, content_hash.encode()])).hexdigest()[:40]
    return f"<{digest}@{MADE_UP_DOMAIN}>"
