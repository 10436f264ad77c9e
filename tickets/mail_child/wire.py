"""The frames between parent and child: eight bytes of length, then the bytes.

A question is one frame, the raw mail. An answer is a frame of JSON and, when the mail was read, one frame of content
for each attachment.
"""

import json
import struct
from dataclasses import asdict
from datetime import datetime
from typing import Any

from tickets.domain.mail.digest import MailDigest
from tickets.domain.mail.limits import MailRefused, RefusalReason
from tickets.domain.mail.parsed import AutomaticReason, Note, ParsedAttachment, ParsedMail

LENGTH = struct.Struct(">Q")


def frame(content: bytes) -> bytes:
    return LENGTH.pack(len(content)) + content


def pack_digest(digest: MailDigest) -> list[bytes]:
    """Frames of an answer; the contents of attachments travel as they are."""
    contents = [attachment.content for attachment in digest.mail.attachments]
    told = asdict(digest)
    for attachment in told["mail"]["attachments"]:
        del attachment["content"]
    if digest.mail.sent_at:
        told["mail"]["sent_at"] = digest.mail.sent_at.isoformat()
    return [frame(json.dumps({"files": len(contents), "digest": told}).encode()), *map(frame, contents)]


def pack_refusal(refused: MailRefused) -> list[bytes]:
    return [frame(json.dumps({"files": 0, "refused": [refused.reason_code, refused.sentence]}).encode())]


def unpack(answer: dict[str, Any], contents: list[bytes]) -> MailDigest:
    """The digest, or raises the MailRefused that the child answered."""
    if "refused" in answer:
        reason, sentence = answer["refused"]
        raise MailRefused(RefusalReason(reason), sentence)
    told = answer["digest"]
    return MailDigest(**{**told, "mail": _mail(told["mail"], contents)})


def _mail(told: dict[str, Any], contents: list[bytes]) -> ParsedMail:
    attachments = zip(told["attachments"], contents, strict=True)
    reason = told["automatic_reason"]
    lists = {name: tuple(told[name]) for name in ("references", "to", "cc", "delivered_to")}
    return ParsedMail(
        **{
            **told,
            **lists,
            "sent_at": datetime.fromisoformat(told["sent_at"]) if told["sent_at"] else None,
            "attachments": tuple(ParsedAttachment(**fields, content=content) for fields, content in attachments),
            "automatic_reason": AutomaticReason(reason) if reason else None,
            "headers": tuple((name, value) for name, value in told["headers"]),
            "notes": tuple(Note(note) for note in told["notes"]),
        }
    )
