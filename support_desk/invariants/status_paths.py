"""I7: every status history is a path in its table, and ends at what the ticket says."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected
from tickets.domain.statuses import TRANSITIONS

FORBIDDEN = """
SELECT change.ticket_id, change.before, change.event, change.after FROM tickets_statuschange change
WHERE NOT (change.before || ' ' || change.event || ' ' || change.after) = ANY(%s)
"""
JUMPS = """
SELECT ticket_id, previous, before FROM (
  SELECT ticket_id, before, lag(after, 1, 'new') OVER (PARTITION BY ticket_id ORDER BY id) previous
  FROM tickets_statuschange) step
WHERE before <> previous
"""
WRONG_END = """
SELECT ticket.number, ticket.status, coalesce(last.after, 'new') FROM tickets_ticket ticket
LEFT JOIN (SELECT DISTINCT ON (ticket_id) ticket_id, after FROM tickets_statuschange ORDER BY ticket_id, id DESC) last
  ON last.ticket_id = ticket.id
WHERE ticket.status <> coalesce(last.after, 'new')
"""


def check() -> Iterator[Broken]:
    moves = [f"{before} {event} {after}" for (before, event), (_parties, after) in TRANSITIONS.items()]
    yield from selected(FORBIDDEN, [moves], kind="ticket id", detail="went from {1} by {2} to {3}")
    yield from selected(JUMPS, kind="ticket id", detail="was {1}, and its next change starts from {2}")
    yield from selected(WRONG_END, kind="ticket", detail="is {1}, its history ends at {2}")


STATUS_PATHS = Invariant("I7", "Every status history is a path in the table of transitions and ends here.", check)
