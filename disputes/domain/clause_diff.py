"""What has changed between two texts of a rule, clause by clause and word by word (D2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from disputes.domain.clauses import ClauseText

WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Mark(StrEnum):
    """Of a clause or of some of its words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both texts have, or one of them."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One number: the same and added pieces are its new text, the same and removed ones its old."""

    number: str
    mark: Mark
    pieces: tuple[Piece, ...]


def changes_between(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> tuple[ClauseChange, ...]:
    """Each number of either once, in the order of the new text; what is gone stands where it stood."""
    before = {clause.number: clause.text for clause in old}
    after = {clause.number: clause.text for clause in new}
    return tuple(_change(number, before.get(number), after.get(number)) for number in _order([*before], [*after]))


def _order(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    kept = set(after)
    for tag, start, end, from_new, to_new in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag in ("delete", "replace"):
            yield from (number for number in before[start:end] if number not in kept)
        yield from after[from_new:to_new]


def _change(number: str, old: str | None, new: str | None) -> ClauseChange:
    if old is None or new is None:
        mark = Mark.ADDED if old is None else Mark.REMOVED
        return ClauseChange(number, mark, (Piece(mark, new or old or ""),))
    pieces = words_between(old, new)
    return ClauseChange(number, Mark.SAME if old == new else Mark.CHANGED, pieces)


def words_between(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts word by word: what was removed stands before what came instead."""
    return tuple(_pieces(WORD.findall(old), WORD.findall(new)))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, start, end, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Mark.SAME, "".join(old[start:end]))
            continue
        if start < end:
            yield Piece(Mark.REMOVED, "".join(old[start:end]))
        if from_new < to_new:
            yield Piece(Mark.ADDED, "".join(new[from_new:to_new]))
