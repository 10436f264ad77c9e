"""W7: a reversal mirrors one entry."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

NO_MIRROR = """
SELECT mirror.id, original.id FROM tickets_timeentry mirror
JOIN tickets_timeentry original ON original.id = mirror.reverses_id
WHERE mirror.actual_minutes <> -original.actual_minutes OR mirror.norm_minutes <> -original.norm_minutes
   OR mirror.billable_minutes <> -original.billable_minutes OR mirror.employee_id <> original.employee_id
   OR mirror.ticket_id <> original.ticket_id OR original.reverses_id IS NOT NULL
"""


def check() -> Iterator[Broken]:
    yield from selected(NO_MIRROR, kind="time entry", detail="does not mirror entry {1}, which it reverses")


TIME_ENTRIES = Invariant("W7", "A reversal of time mirrors exactly one entry.", check)
