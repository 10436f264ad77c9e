"""T1: what a ticket counts of its messages is what there is."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

MISCOUNTED = """
SELECT ticket.number, ticket.message_count, coalesce(counted.messages, 0) FROM tickets_ticket ticket
LEFT JOIN (
  SELECT ticket_id, count(*) messages FROM tickets_message WHERE retracted_at IS NULL GROUP BY ticket_id
) counted ON counted.ticket_id = ticket.id
WHERE ticket.message_count <> coalesce(counted.messages, 0)
"""
BEHIND = """
SELECT ticket.number, ticket.last_message_at, counted."last" FROM tickets_ticket ticket
JOIN (
  SELECT ticket_id, max(created_at) "last" FROM tickets_message WHERE retracted_at IS NULL GROUP BY ticket_id
) counted ON counted.ticket_id = ticket.id
WHERE ticket.last_message_at < counted."last"
"""


def check() -> Iterator[Broken]:
    yield from selected(MISCOUNTED, kind="ticket", detail="counts {1} messages and has {2}")
    yield from selected(BEHIND, kind="ticket", detail="says its last message was {1}, it was {2}")


COUNTERS = Invariant("T1", "A ticket counts the messages it has and knows the last of them.", check)
