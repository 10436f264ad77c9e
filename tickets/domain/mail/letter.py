"""The words of an answer as text and as simple HTML, with what it answers to quoted below."""

import re
from dataclasses import dataclass
from html import escape

from tickets.domain.mail.charsets import plain_text

LONGEST_QUOTE = 20_000
URL = re.compile(r"https?://[^\s<>\"']{1,500}[^\s<>\"'.,;:!?)\]]")


@dataclass(frozen=True, slots=True)
class Quote:
    """`introduction`: a whole translated sentence, such as "On 23 November 2026 at 14:05 Anna wrote:"."""

    introduction: str
    text: str


def letter_text(body: str, quote: Quote | None) -> str:
    """Line ends as LF; quoted lines start with "> "."""
    own = plain_text(body).strip("\n")
    if quote is None:
        return f"{own}\n"
    quoted = "\n".join(f"> {line}".rstrip() for line in plain_text(quote.text)[:LONGEST_QUOTE].strip("\n").split("\n"))
    return f"{own}\n\n{plain_text(quote.introduction)}\n{quoted}\n"


def letter_html(body: str, quote: Quote | None) -> str:
    """Paragraphs and links, no style."""
    own = _paragraphs(plain_text(body))
    if quote is None:
        return own
    introduction = f"<p>{escape(plain_text(quote.introduction))}</p>"
    return f"{own}\n{introduction}\n<blockquote>\n{_paragraphs(plain_text(quote.text)[:LONGEST_QUOTE])}\n</blockquote>"


def _paragraphs(text: str) -> str:
    blocks = [block.strip("\n") for block in re.split(r"\n{2,}", text.strip("\n"))]
    return "\n".join(f"<p>{'<br>\n'.join(_linked(line) for line in block.split('\n'))}</p>" for block in blocks)


def _linked(line: str) -> str:
    """Addresses of pages become links; everything is escaped, also within the link."""
    pieces: list[str] = []
    end = 0
    for match in URL.finditer(line):
        url = escape(match[0])
        pieces.append(f'{escape(line[end : match.start()])}<a href="{url}">{url}</a>')
        end = match.end()
    return "".join(pieces) + escape(line[end:])
