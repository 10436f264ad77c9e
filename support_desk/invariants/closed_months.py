"""I5: closed months are immutable (W7)."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

LATE = """
SELECT entry.id, entry.worked_on, entry.created_at, lock.closed_at
FROM shared_periodlock lock JOIN tickets_timeentry entry
  ON entry.department_id = lock.department_id
 AND entry.worked_on >= lock.month AND entry.worked_on < lock.month + interval '1 month'
WHERE entry.created_at > lock.closed_at
"""


def check() -> Iterator[Broken]:
    yield from selected(
        LATE, kind="time entry", detail="of {1} was written {2:%Y-%m-%d}, its month closed {3:%Y-%m-%d}"
    )


CLOSED_MONTHS = Invariant("I5", "Nothing was written into a month after it was closed.", check)
