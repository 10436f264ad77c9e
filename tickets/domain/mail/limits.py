"""How much of a mail is read, and the refusal of what is more (T1: refused means quarantined, never dropped)."""

from dataclasses import dataclass
from enum import StrEnum

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class MailLimits:
    """Upper bounds. Beyond a `max_*` the mail is refused; beyond a `keep_*` the rest is left out and noted."""

    max_raw_bytes: int = 25 * MEBIBYTE
    max_header_bytes: int = MEBIBYTE
    max_headers: int = 1_000
    max_depth: int = 30
    max_parts: int = 500
    max_attachments: int = 200
    keep_addresses: int = 200
    keep_text_chars: int = 500_000
    keep_html_chars: int = MEBIBYTE
    # The HTML parser is quadratic in nesting: 10,000 tags cost a second at the very worst, a newsletter has 5,000.
    keep_html_tags: int = 10_000
    keep_html_entities: int = 100_000


DEFAULT_LIMITS = MailLimits()


class RefusalReason(StrEnum):
    """Stable codes of the quarantine; pages translate by them."""

    EMPTY = "empty"
    NOT_A_MAIL = "not_a_mail"
    TOO_LARGE = "too_large"
    HEADER_TOO_LARGE = "header_too_large"
    TOO_MANY_HEADERS = "too_many_headers"
    NESTED_TOO_DEEPLY = "nested_too_deeply"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_MANY_ATTACHMENTS = "too_many_attachments"
    TOOK_TOO_LONG = "took_too_long"
    TOO_MUCH_MEMORY = "too_much_memory"
    UNREADABLE = "unreadable"


class MailRefused(Exception):
    """A mail that cannot be read. `reason_code` is stable, `sentence` says it to the operator in English."""

    def __init__(self, reason_code: RefusalReason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason_code = reason_code
        self.sentence = sentence
