"""How phones are written down, so that the same one is always the same text."""

import re

SHORTEST, LONGEST = 7, 15
BETWEEN_DIGITS = re.compile(r"[\s().\-–—]+")
DIALLED_AT_HOME = re.compile(r"8\d{10}", re.ASCII)


def normal_phone(written: str) -> str | None:
    """Digits with a leading plus; a Russian number dialled with 8 becomes +7. None when it is no phone."""
    bare = BETWEEN_DIGITS.sub("", written)
    if DIALLED_AT_HOME.fullmatch(bare):
        bare = f"7{bare[1:]}"
    digits = bare.removeprefix("+")
    if digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST:
        return f"+{digits}"
    return None
