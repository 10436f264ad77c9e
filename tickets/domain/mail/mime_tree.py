"""A mail as a tree of parts. Splits by boundaries alone, so that hostile nesting costs a slice and then a refusal."""

import binascii
import re
from dataclasses import dataclass

from tickets.domain.mail.header_lines import Header, read_header, split_entity
from tickets.domain.mail.header_values import base64_bytes, parameters
from tickets.domain.mail.limits import MailLimits, MailRefused, RefusalReason

CONTENT_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,40}/[a-z0-9!#$&^_.+-]{1,59}")
LONGEST_BOUNDARY = 200
LINE_FEED = 10


@dataclass(frozen=True, slots=True)
class Part:
    """`children` of a multipart, or the still encoded `body` of a leaf."""

    header: Header
    content_type: str
    parameters: dict[str, str]
    children: tuple["Part", ...]
    body: bytes

    @property
    def disposition(self) -> tuple[str, dict[str, str]]:
        return parameters(self.header.first("content-disposition"))

    def content(self) -> bytes:
        """The decoded bytes; what is damaged is decoded as far as it goes."""
        encoding = self.header.first("content-transfer-encoding").strip().strip('"').lower()
        if encoding == "base64":
            return base64_bytes(self.body)
        if encoding == "quoted-printable":
            return binascii.a2b_qp(self.body)
        return self.body


class TreeReader:
    """Reads one mail; counts parts and depth against the limits and refuses what has more."""

    def __init__(self, limits: MailLimits) -> None:
        self.limits = limits
        self.parts = 0

    def read(self, entity: bytes, *, depth: int = 0, default_type: str = "text/plain") -> Part:
        """Raises MailRefused."""
        self._count(depth)
        block, body = split_entity(entity)
        header = read_header(block, self.limits)
        declared, values = parameters(header.first("content-type"))
        content_type = declared if CONTENT_TYPE.fullmatch(declared) else default_type
        pieces = _pieces(body, values.get("boundary", "")) if content_type.startswith("multipart/") else []
        if not pieces:
            is_torn = content_type.startswith("multipart/")
            return Part(header, "text/plain" if is_torn else content_type, values, (), body)
        if self.parts + len(pieces) > self.limits.max_parts:
            raise MailRefused(RefusalReason.TOO_MANY_PARTS, "The mail has too many parts to be read safely.")
        inner = "message/rfc822" if content_type == "multipart/digest" else "text/plain"
        children = tuple(self.read(piece, depth=depth + 1, default_type=inner) for piece in pieces)
        return Part(header, content_type, values, children, b"")

    def _count(self, depth: int) -> None:
        self.parts += 1
        if depth > self.limits.max_depth:
            raise MailRefused(RefusalReason.NESTED_TOO_DEEPLY, "The parts of the mail are nested too deeply.")
        if self.parts > self.limits.max_parts:
            raise MailRefused(RefusalReason.TOO_MANY_PARTS, "The mail has too many parts to be read safely.")


def _pieces(body: bytes, boundary: str) -> list[bytes]:
    """What stands between the delimiter lines; a missing last delimiter is forgiven."""
    if not boundary or len(boundary) > LONGEST_BOUNDARY:
        return []
    # The delimiter is searched without anchors, and only the hit's surroundings are looked at: linear in the body.
    marker = re.compile(rb"--" + re.escape(boundary.encode("utf-8", "replace")))
    pieces: list[bytes] = []
    start = -1
    for hit in marker.finditer(body):
        if hit.start() and body[hit.start() - 1] != LINE_FEED:
            continue
        line_end = body.find(b"\n", hit.end())
        rest = body[hit.end() : line_end if line_end >= 0 else len(body)][:100].rstrip(b" \t\r")
        if rest not in (b"", b"--"):
            continue
        if start >= 0:
            pieces.append(_without_last_line_end(body[start : hit.start()]))
        start = line_end + 1 if line_end >= 0 else len(body)
        if rest:
            return pieces
    if start >= 0:
        pieces.append(body[start:])
    return pieces


def _without_last_line_end(piece: bytes) -> bytes:
    return piece.removesuffix(b"\n").removesuffix(b"\r")
