"""The header of a mail or part as pairs of name and unfolded value. Tolerates what the standard library gives up at."""

import re
from dataclasses import dataclass

from tickets.domain.mail.charsets import decode, without_surrogates
from tickets.domain.mail.limits import MailLimits, MailRefused, RefusalReason

END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
BLANK_LINE = re.compile(rb"\r?\n")
FIELD = re.compile(r"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Header:
    """Fields in their order; names are looked up without regard to case."""

    fields: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        wanted = name.lower()
        return tuple(value for key, value in self.fields if key == wanted)

    def first(self, name: str) -> str:
        """The value of the first such field, "" when there is none."""
        return next(iter(self.all(name)), "")


def split_entity(entity: bytes) -> tuple[bytes, bytes]:
    """The header block and the body of a mail or a part."""
    if blank := BLANK_LINE.match(entity):
        return b"", entity[blank.end() :]
    end = END_OF_HEADER.search(entity)
    return (entity[: end.start()], entity[end.end() :]) if end else (entity, b"")


def read_header(block: bytes, limits: MailLimits) -> Header:
    """Raises MailRefused when the block is too large or has too many fields; lines that are no field are skipped."""
    if len(block) > limits.max_header_bytes:
        raise MailRefused(RefusalReason.HEADER_TOO_LARGE, "The header of the mail is too large to be read safely.")
    text = block.decode("ascii") if block.isascii() else _decoded(block)
    fields: list[tuple[str, list[str]]] = []
    for line in re.split(r"\r?\n|\r", text):
        if line[:1] in (" ", "\t"):
            if fields:
                fields[-1][1].append(line)
        elif match := FIELD.fullmatch(line):
            fields.append((match[1].lower(), [match[2]]))
        if len(fields) > limits.max_headers:
            raise MailRefused(RefusalReason.TOO_MANY_HEADERS, "The mail has too many header lines to be read safely.")
    return Header(tuple((name, " ".join(lines).replace("\x00", "").strip()) for name, lines in fields))


def _decoded(block: bytes) -> str:
    """Raw eight-bit headers, line by line: one odd line must not spoil the others."""
    return "\n".join(without_surrogates(decode(line, "")[0]) for line in block.split(b"\n"))
