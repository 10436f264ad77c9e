"""Links into the portal that stand in a text, as mail programs quote them."""

import re
from collections.abc import Iterator
from typing import Final

TOKEN_LENGTH: Final = 43
# As an address has it, and as a program that leads every address past itself writes it.
MARK = re.compile(r"portal(?:/|%2F)enter(?:/|%2F)", re.IGNORECASE)
# A long address is broken where the line ends, and the next line of a quotation begins with its mark.
BROKEN = re.compile(r"[\s>]+")
TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}")
LONGEST_BROKEN = 4 * TOKEN_LENGTH


def tokens_in(*texts: str) -> frozenset[str]:
    """The tokens of all links in the texts."""
    return frozenset(token for text in texts for token in _tokens(text))


def _tokens(text: str) -> Iterator[str]:
    for mark in MARK.finditer(text):
        following = BROKEN.sub("", text[mark.end() : mark.end() + LONGEST_BROKEN])
        if found := TOKEN.match(following):
            yield found[0]
