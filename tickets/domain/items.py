"""Where a long letter falls apart into questions (T6): a proposal that a person mends."""

import re
from collections.abc import Iterator

MOST_PROPOSED = 50
LONGEST_PROPOSED = 1_000

NUMBERED = re.compile(r"^[ \t>]*(?:№\s*)?(?:\d{1,2}|[a-zа-яё])[.)\]][ \t]+(?=\S)", re.IGNORECASE)
BULLET = re.compile(r"^[ \t]*[-–—•*][ \t]+(?=\S)")
SENTENCE = re.compile(r"[^.!?\n]*\?+")


def propose_items(text: str) -> list[str]:
    """The questions of a letter in their order, each once; [] when there are fewer than two.

    Numbered lines are taken where there are two of them, else lines with a bullet, else sentences that end with a
    question mark. A numbered or bulleted item goes on until the next one or an empty line.
    """
    for found in (_listed(text, NUMBERED), _listed(text, BULLET), _asked(text)):
        items = list(dict.fromkeys(filter(None, (" ".join(item.split())[:LONGEST_PROPOSED] for item in found))))
        if len(items) > 1:
            return items[:MOST_PROPOSED]
    return []


def _listed(text: str, mark: re.Pattern[str]) -> Iterator[str]:
    lines: list[str] = []
    for line in (*text.splitlines(), ""):
        begun = mark.match(line)
        if lines and (begun or not line.strip()):
            yield " ".join(lines)
            lines = []
        if begun:
            lines = [line[begun.end() :]]
        elif lines:
            lines.append(line.strip())


def _asked(text: str) -> Iterator[str]:
    """Sentences with a question mark, which may run over a line's end."""
    for part in re.split(r"\n\s*\n", text):
        yield from SENTENCE.findall(" ".join(part.split()))
