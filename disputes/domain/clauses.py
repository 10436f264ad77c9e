"""The clauses of a rule as people write them: a numbered sentence a line (D2)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from workload.domain.refusals import BadInput, gettext_noop

NO_NUMBER: Final = gettext_noop("Line %(line)s does not begin with a number such as 3.1 and a space: %(words)s")
TWICE: Final = gettext_noop("Line %(line)s: there is a clause %(number)s already.")
TOO_LONG: Final = gettext_noop("Line %(line)s is longer than %(most)s characters.")
NOTHING: Final = gettext_noop("Write at least one clause, as in: 3.1 Every letter gets an answer within a day.")
TOO_MANY: Final = gettext_noop("A rule has %(most)s clauses at most: make two of it.")

LONGEST = 2_000
MOST_CLAUSES = 300
WORDS_SHOWN = 40
LINE = re.compile(r"(\d{1,4}(?:\.\d{1,4}){0,3})[.)]?\s+(\S.*)", re.DOTALL)


class BadClause(BadInput):
    """A line that is no clause; the field is `clauses`."""


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A numbered sentence."""

    number: str
    text: str


def read_clauses(written: str) -> tuple[ClauseText, ...]:
    """One clause for each line that is not empty, in their order. BadClause naming the first line at fault."""
    return checked(_lines(written))


def checked(clauses: Iterable[tuple[int, ClauseText]]) -> tuple[ClauseText, ...]:
    """(line, clause) of each, when they are few enough, short enough and no number stands twice."""
    found: dict[str, ClauseText] = {}
    for line, clause in clauses:
        if len(clause.text) > LONGEST:
            raise BadClause("clauses", TOO_LONG, line=line, most=LONGEST)
        if clause.number in found:
            raise BadClause("clauses", TWICE, line=line, number=clause.number)
        found[clause.number] = clause
        if len(found) > MOST_CLAUSES:
            raise BadClause("clauses", TOO_MANY, most=MOST_CLAUSES)
    if not found:
        raise BadClause("clauses", NOTHING)
    return tuple(found.values())


def _lines(written: str) -> Iterator[tuple[int, ClauseText]]:
    # Of all that Python takes for the end of a line only those that a text field sends: a form feed ends none.
    for line, raw in enumerate(written.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        words = raw.strip()
        if not words:
            continue
        match = LINE.fullmatch(words)
        if match is None:
            raise BadClause("clauses", NO_NUMBER, line=line, words=words[:WORDS_SHOWN])
        yield line, ClauseText(match[1], match[2].strip())


def written_as(clauses: Iterable[ClauseText]) -> str:
    """The text that reads as these clauses again."""
    return "\n".join(f"{clause.number} {clause.text}" for clause in clauses)
