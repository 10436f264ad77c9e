"""T6: what a ticket says of the questions of its letters is what they say themselves."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

MISCOUNTED = """
WITH counted AS (
  SELECT ticket_id, count(*) total, count(*) FILTER (WHERE state = 'answered') answered, count(settled_at) settled
  FROM tickets_letteritem GROUP BY ticket_id
)
SELECT ticket.number, ticket.item_count, coalesce(counted.total, 0)
FROM tickets_ticket ticket LEFT JOIN counted ON counted.ticket_id = ticket.id
WHERE (ticket.item_count, ticket.answered_item_count, ticket.settled_item_count)
   <> (coalesce(counted.total, 0), coalesce(counted.answered, 0), coalesce(counted.settled, 0))
"""
ELSEWHERE = """
SELECT ticket.number, item.id FROM tickets_letteritem item
JOIN tickets_message message ON message.id = item.message_id JOIN tickets_ticket ticket ON ticket.id = item.ticket_id
WHERE message.ticket_id <> item.ticket_id
"""


def check() -> Iterator[Broken]:
    yield from selected(MISCOUNTED, kind="ticket", detail="counts {1} items and has {2}, or their states differ")
    yield from selected(ELSEWHERE, kind="ticket", detail="has item {1} of another ticket’s letter")


ITEMS = Invariant("T6", "A ticket counts the questions of its letters as they are.", check)
