"""A letter's fresh part, its signature and what it quotes (T9). Reads line by line: linear, and no line is lost.

Knows the manners of Gmail, Outlook, Apple Mail, Thunderbird, Yandex, Mail.ru and The Bat! in Russian and English.
"""

import re
from dataclasses import dataclass

DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2}|\b(?:19|20)\d\d\b|\d{1,2}:\d{2}")
TIME = re.compile(r"\d{1,2}:\d{2}")
VERBS = (" wrote", " writes", " пишет", " писал", " писала", " писал(а)", " написал", " написала", " написал(а)")
BAT = ("вы писали ", "you wrote ")
DIVIDER = re.compile(r"\s*[-_*]{2,}\s*(?:original message|исходное сообщение)\s*[-_*]{2,}\s*", re.IGNORECASE)
# What somebody passes on to us is news, not a quote of our own words: it is never folded.
FORWARD = re.compile(
    r"\s*[-_*]{2,}\s*(?:forwarded message|пересылаемое сообщение|пересланное сообщение)\s*[-_*]{2,}\s*"
    r"|\s*(?:begin forwarded message|начало переадресованного сообщения)\s*:\s*",
    re.IGNORECASE,
)
HEADER_FROM = re.compile(r"\s*\*?(?:from|от|от кого)\s*:\*?\s*\S.*", re.IGNORECASE)
HEADER_OTHER = re.compile(
    r"\s*\*?(?:sent|date|to|cc|subject|reply-to|отправлено|дата|кому|копия|тема|кому:копия)\s*:\*?(?:\s.*)?",
    re.IGNORECASE,
)
UNDERSCORES = re.compile(r"\s*_{10,}\s*")
SIGNATURE = re.compile(r"--\s*")
SENT_FROM = re.compile(
    r"(?:sent from my|sent from (?:mail|outlook|yahoo)|get outlook for|отправлено с|отправлено из)\b.{0,80}",
    re.IGNORECASE,
)
LONGEST_LINE = 400
HEADER_REACH = 8


@dataclass(frozen=True, slots=True)
class SplitText:
    """`fresh` is empty only when the whole text is; `quoted` holds its own introduction line."""

    fresh: str
    quoted: str
    signature: str


def split_quotes(text: str) -> SplitText:
    """Where the quote begins, everything from there on is quoted, unless the author answers between quoted lines."""
    lines = text.split("\n")
    start = _quote_start(lines)
    fresh, quoted = lines[:start], lines[start:]
    body, signature = _signature(fresh)
    if not _has_words(body):
        body, signature = (fresh, []) if _has_words(fresh) else (lines, [])
        quoted = quoted if body is fresh else []
    return SplitText(_joined(body), _joined(quoted), _joined(signature))


def _quote_start(lines: list[str]) -> int:
    """The index of the first quoted line, `len(lines)` without one."""
    for index, line in enumerate(lines):
        if len(line) > LONGEST_LINE or not line.strip():
            continue
        if FORWARD.fullmatch(line):
            return len(lines)
        if DIVIDER.fullmatch(line) or _is_header_block(lines, index):
            return index - 1 if index and UNDERSCORES.fullmatch(lines[index - 1]) else index
        if line.startswith(">") or _is_attribution(lines, index):
            return index if not _answers_between(lines, index) else _last_quote(lines)
    return len(lines)


def _is_header_block(lines: list[str], index: int) -> bool:
    """`From:` with at least two more of such lines close below, as Outlook writes."""
    if not HEADER_FROM.fullmatch(lines[index]):
        return False
    below = [line for line in lines[index + 1 : index + 1 + HEADER_REACH] if len(line) <= LONGEST_LINE]
    return sum(bool(HEADER_OTHER.fullmatch(line)) for line in below) >= 2


def _is_attribution(lines: list[str], index: int) -> bool:
    """On one line or wrapped into two or three."""
    for height in (1, 2, 3):
        block = lines[index : index + height]
        if len(block) < height or not block[-1].strip():
            return False
        if block[-1].rstrip().endswith(":"):
            joined = " ".join(part.strip() for part in block)
            below = next((line for line in lines[index + height :] if line.strip()), "")
            return len(joined) <= LONGEST_LINE and _introduces(joined.lower(), below)
    return False


def _introduces(line: str, below: str) -> bool:
    """A client's own sentence may end in a colon too, so a vague introduction counts only above a marked quote."""
    words = line.rstrip(": \t")
    is_dated, is_marked = bool(DATE.search(words)), below.startswith(">")
    if words.endswith(VERBS):
        is_certain = "@" in words or words.startswith("on ")
        return bool(below) and (is_dated or "@" in words) and (is_certain or is_marked)
    if words.startswith(BAT):
        return is_dated and is_marked
    # Gmail, Yandex, Mail.ru in Russian: "пн, 23 нояб. 2026 г. в 14:05, Анна <anna@example.com>:"
    return is_marked and bool(TIME.search(words)) and "@" in words.rpartition(" ")[2]


def _answers_between(lines: list[str], index: int) -> bool:
    """The author writes below a quoted block again: the letter only makes sense whole."""
    marks = [line.startswith(">") for line in lines[index:]]
    if True not in marks:
        return False
    after = lines[index + marks.index(True) :]
    body, _ = _signature([line for line in after if not line.startswith(">")])
    return _has_words(body)


def _last_quote(lines: list[str]) -> int:
    """Where the run of quoted and blank lines at the very end begins."""
    start = len(lines)
    while start and (lines[start - 1].startswith(">") or not lines[start - 1].strip()):
        start -= 1
    return start


def _signature(lines: list[str]) -> tuple[list[str], list[str]]:
    for index, line in enumerate(lines):
        if SIGNATURE.fullmatch(line):
            return lines[:index], lines[index:]
    last = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].strip()), -1)
    if last >= 0 and len(lines[last]) <= LONGEST_LINE and SENT_FROM.fullmatch(lines[last].strip()):
        return lines[:last], lines[last:]
    return lines, []


def _has_words(lines: list[str]) -> bool:
    return any(line.strip() for line in lines)


def _joined(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n")
