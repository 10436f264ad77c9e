"""Rows that are loaded as one deed: what it refuses is said of the rows and columns that it was about."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time

from support_desk.shared.errors import ManyRefused
from support_desk.shared.imports.kinds import Problem, Row
from support_desk.shared.progress import tell


def in_one_deed(
    rows: Sequence[Row], unknown: Sequence[Problem], deed: Callable[[list[Row]], object], column_of: Mapping[str, str]
) -> list[Problem]:
    """Tried with the rows that no problem names yet; `column_of`: what the fields of its refusals are called in the
    file."""
    named = {problem.row for problem in unknown}
    known = [row for row in rows if row.number not in named]
    tell(len(rows) // 2)
    try:
        deed(known)
    except ManyRefused as refused:
        return [*unknown, *(problem_of(known[at], one.field, str(one), column_of) for at, one in refused.each)]
    return list(unknown)


def problem_of(row: Row, field: str | None, sentence: str, column_of: Mapping[str, str]) -> Problem:
    """With the cell that was refused, where the field stands in the file."""
    column = column_of.get(field or "", "")
    value = row.values.get(column, "") if column else ""
    shown = value.isoformat(timespec="minutes") if isinstance(value, time) else str(value)
    return Problem(row.number, column, shown, sentence)
