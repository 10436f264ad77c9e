"""Address lists read in one pass: linear in their length, whatever is nested or left open in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tickets.domain.mail.addresses import InvalidAddress, normalise_address
from tickets.domain.mail.header_values import readable

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\\.|[()<>,;:]|[^"\\()<>,;:]+|["\\]', re.DOTALL)
LONGEST_NAME = 150
MOST_ENTRIES_PER_KEPT = 10


@dataclass(frozen=True, slots=True)
class NamedAddress:
    """`address` is normalised, or "" when what stood there is not an address."""

    name: str
    address: str


def read_mailboxes(value: str, *, keep: int) -> tuple[NamedAddress, ...]:
    """The first `keep` mailboxes of a header value; groups are flattened, comments serve as names of last resort."""
    found: list[NamedAddress] = []
    for tokens in islice(_entries(value), keep * MOST_ENTRIES_PER_KEPT):
        mailbox = _mailbox(tokens)
        if mailbox.address or mailbox.name:
            found.append(mailbox)
        if len(found) >= keep:
            break
    return tuple(found)


def _entries(value: str) -> Iterator[list[str]]:
    """Tokens between separators that stand outside comments and angle brackets, as far as somebody asks."""
    entry: list[str] = []
    comment, in_angle = 0, False
    for match in TOKEN.finditer(value):
        token = match[0]
        comment = max(0, comment + (token == "(") - (token == ")"))
        if not comment and token in "<>":
            in_angle = token == "<"
        if token in ",;" and not comment and not in_angle:
            yield entry
            entry = []
        elif token == ":" and not comment and not in_angle:
            entry.clear()
        else:
            entry.append(token)
    yield entry


def _mailbox(tokens: list[str]) -> NamedAddress:
    """`Name <address>`, `address (Name)` or `address`; with several angle pairs it is nobody's address."""
    outside, inside, comments = _sorted_tokens(tokens)
    if tokens.count("<") > 1:
        return NamedAddress(_name("".join(outside)), "")
    if inside:
        return NamedAddress(_name("".join(outside)) or _name("".join(comments)), _address("".join(inside)))
    bare = "".join(outside).strip()
    address = _address(bare)
    return NamedAddress(_name("".join(comments)) if address else _name(bare), address)


def _sorted_tokens(tokens: list[str]) -> tuple[list[str], list[str], list[str]]:
    outside: list[str] = []
    inside: list[str] = []
    comments: list[str] = []
    comment, in_angle = 0, False
    for token in tokens:
        if token == "(" and not in_angle:
            comment += 1
        elif token == ")" and comment:
            comment -= 1
        elif token in "<>" and not comment:
            in_angle = token == "<"
        else:
            (comments if comment else inside if in_angle else outside).append(token)
    return outside, inside, comments


def _address(text: str) -> str:
    try:
        return normalise_address(text)
    except InvalidAddress:
        return ""


def _name(text: str) -> str:
    return readable(re.sub(r"\\(.)", r"\1", text).replace('"', " "))[:LONGEST_NAME].strip(" '")
