"""The text of a message as safe HTML: lines kept, addresses of pages made into links, nothing else understood."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString

SHOWN_AT_ONCE = 6000
ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]{1,2000}")
NOT_AT_THE_END = ".,;:!?)]»”’"


def linked(text: str) -> SafeString:
    """`text` escaped, with links that tell the other site nothing about us."""
    parts, end = [], 0
    for match in ADDRESS.finditer(text):
        address = match[0].rstrip(NOT_AT_THE_END)
        parts += [escape(text[end : match.start()]), _link(address)]
        end = match.start() + len(address)
    parts.append(escape(text[end:]))
    return SafeString("".join(parts))  # every part is escaped


def beginning(text: str) -> str:
    """What a page shows at once: the whole of an ordinary letter, of a very long one as much as ends with a line."""
    if len(text) <= SHOWN_AT_ONCE:
        return text
    cut = text.rfind("\n", SHOWN_AT_ONCE // 2, SHOWN_AT_ONCE)
    return text[: cut if cut > 0 else SHOWN_AT_ONCE]


def _link(address: str) -> str:
    safe = escape(address)
    return f'<a class="link" href="{safe}" rel="noopener noreferrer nofollow" target="_blank">{safe}</a>'
