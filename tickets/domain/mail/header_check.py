"""No value leaves in a header that could start a header of its own (the interpreter does not check everywhere)."""

import re

UNSAFE = re.compile("[\x00-\x08\x0a-\x1f\x7f\x80-\x9f\u2028\u2029\ud800-\udfff]")
LONGEST = 2_000
MESSAGE_ID = re.compile(r"<[^<>@\s\x00-\x20\x7f-\uffff]{1,160}@[^<>@\s\x00-\x20\x7f-\uffff]{1,160}>")


class UnsafeHeader(ValueError):
    """A header value with line ends, control characters or no bounds."""


def checked_value(name: str, value: str) -> str:
    """`value`, or UnsafeHeader."""
    if UNSAFE.search(value) or len(value) > LONGEST:
        raise UnsafeHeader(f"The value of the header {name} holds characters that no header may have, or is too long.")
    return value


def is_message_id(value: str) -> bool:
    return bool(MESSAGE_ID.fullmatch(value))
