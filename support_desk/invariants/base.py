"""What an invariant is, and the usual way to check one: a statement that selects whatever breaks it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

# More rows of one kind tell nothing more.
MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Broken:
    """One row that breaks an invariant: which object, and what is wrong with it."""

    object: str
    detail: str


@dataclass(frozen=True, slots=True)
class Invariant:
    """`code` as in quality.md, `sentence` says what holds, `check` yields what breaks it, a row at a time."""

    code: str
    sentence: str
    check: Callable[[], Iterator[Broken]]


def selected(sql: str, params: Sequence[Any] = (), *, kind: str, detail: str) -> Iterator[Broken]:
    """The rows of `sql` as broken objects. Its first column identifies one of `kind`; `detail` is filled with all.

    Whole tables are compared, so that hashing is right whatever the planner believes of tables just filled.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET enable_nestloop = off")
        cursor.execute(f"{sql} LIMIT {MOST_ROWS}", params)
        rows = cursor.fetchall()
        cursor.execute("RESET enable_nestloop")
    for row in rows:
        yield Broken(f"{kind} {row[0]}", detail.format(*row))
