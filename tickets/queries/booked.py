"""The statement that says in which month each billable entry counts (W8), for other statements to build on."""

from pathlib import Path

BOOKED = (Path(__file__).parent / "booked.sql").read_text()

# The contract that pays for `booked`: the one in force on its day. Work that is reported late goes by the contract that
# has begun by the month in which it counts, so that a renewed contract pays and not the one that has ended.
PAYING = """
LEFT JOIN LATERAL (
  SELECT c.id FROM tickets_contract c
  WHERE c.project_id = booked.project_id AND c.starts_on <= greatest(booked.worked_on, booked.month)
    AND (c.ends_on IS NULL OR c.ends_on >= booked.worked_on)
  ORDER BY c.starts_on DESC LIMIT 1
) paying ON true
"""


def booked(entries: str, clients: str) -> str:
    """The beginning of a statement: `WITH …, booked AS (…)`. `entries`: a condition on `e` (the entry) and `t` (its
    ticket); `clients`: a query for the ids of all their clients. Both are written by us and never come from outside."""
    return BOOKED.format(entries=entries, clients=clients)
