"""What was typed into a search field, as PostgreSQL understands it."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db import connection

CONFIG = "russian"  # stems Russian words as Russian and Latin-letter words as English
LONGEST = 200
NUMBER = re.compile(r"^[#№]?\s*(\d{1,18})$")
WORD = re.compile(r"\w+")
MOST_PREFIXES = 6


@dataclass(frozen=True, slots=True)
class Words:
    """`text` as typed, the stems in it, and about how many messages of how many hold them by the planner's statistics.

    `is_empty`: nothing to look for, because all of it is small words or signs.
    """

    text: str
    stems: tuple[str, ...]
    is_empty: bool
    messages_estimated: int
    messages_in_all: int = 0

    @property
    def query(self) -> SearchQuery:
        """Words, "phrases", -exclusions and "or", as search engines on the web take them."""
        return SearchQuery(self.text, config=CONFIG, search_type="websearch")


def cleaned(text: str) -> str:
    """Without control characters and with single spaces, at most 200 long."""
    visible = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(visible.split())[:LONGEST]


def number_in(text: str) -> int | None:
    """The ticket number when that is all there is: "4817", "#4817"."""
    match = NUMBER.match(text)
    return int(match[1]) if match else None


def words_of(text: str) -> Words:
    """`text` (cleaned) with its stems and its estimate. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT numnode(websearch_to_tsquery('russian', %s)), tsvector_to_array(to_tsvector('russian', %s)),"
            " greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'tickets_message'::regclass",
            [text, text],
        )
        nodes, stems, messages = cursor.fetchone()
        estimate = 0
        if nodes:
            cursor.execute(
                "EXPLAIN (FORMAT JSON) SELECT 1 FROM tickets_message"
                " WHERE search @@ websearch_to_tsquery('russian', %s)",
                [text],
            )
            estimate = int(cursor.fetchone()[0][0]["Plan"]["Plan Rows"])
    return Words(text, tuple(stems), is_empty=not nodes, messages_estimated=estimate, messages_in_all=messages)


def beginnings(text: str) -> SearchQuery | None:
    """Every word of `text`, the last one as a beginning ("invo" finds "invoice"); None when that is one letter."""
    found = WORD.findall(text)[:MOST_PREFIXES]
    if not found or len(found[-1]) < 2:
        return None
    return SearchQuery(" & ".join([*found[:-1], f"{found[-1]}:*"]), config=CONFIG, search_type="raw")
