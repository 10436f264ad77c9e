"""T5: `waiting_since` is what the messages themselves say."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

# What ends the waiting: our last public reply, a person's "no answer needed", and the closing of the ticket. A letter
# with an item that is neither answered nor promised waits through every reply (T6). A reply that was taken back
# recounts without the closing, so that either reading is right.
DIFFERENT = """
WITH answered AS (
  SELECT ticket_id, max(created_at) at FROM tickets_message
  WHERE direction = 'out' AND NOT is_automatic AND retracted_at IS NULL GROUP BY ticket_id
), closed AS (
  SELECT ticket_id, max(at) at FROM tickets_statuschange WHERE after = 'closed' GROUP BY ticket_id
), counted AS (
  SELECT m.ticket_id,
         min(m.created_at) FILTER (WHERE m.created_at > coalesce(closed.at, '-infinity')) since,
         min(m.created_at) since_ever
  FROM tickets_message m JOIN tickets_ticket ticket ON ticket.id = m.ticket_id
  LEFT JOIN answered ON answered.ticket_id = m.ticket_id LEFT JOIN closed ON closed.ticket_id = m.ticket_id
  WHERE m.direction = 'in' AND NOT m.is_automatic
    AND (m.created_at > coalesce(answered.at, '-infinity') OR EXISTS (
      SELECT FROM tickets_letteritem item WHERE item.message_id = m.id AND item.settled_at IS NULL
    ))
    AND m.created_at > coalesce(ticket.no_answer_needed_at, '-infinity')
  GROUP BY m.ticket_id
)
SELECT ticket.number, ticket.waiting_since, counted.since FROM tickets_ticket ticket
LEFT JOIN counted ON counted.ticket_id = ticket.id
WHERE CASE WHEN ticket.status = 'closed' THEN ticket.waiting_since IS NOT NULL
      ELSE ticket.waiting_since IS DISTINCT FROM counted.since
       AND ticket.waiting_since IS DISTINCT FROM counted.since_ever END
"""


def check() -> Iterator[Broken]:
    yield from selected(DIFFERENT, kind="ticket", detail="says {1}, its messages say {2}")


WAITING = Invariant("T5", "Since when a client waits is what the messages say.", check)
