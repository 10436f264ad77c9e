"""I9: nothing in the outbox is stuck, lost or sent twice under one key."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

STUCK = """
SELECT item.key, item.state, coalesce(item.leased_until, item.available_at) FROM shared_outboxitem item
WHERE (item.state = 'leased' AND item.leased_until < now() - interval '1 hour')
   OR (item.state = 'pending' AND item.available_at < now() - interval '1 day')
"""
TWICE = "SELECT item.key, count(*) FROM shared_outboxitem item GROUP BY item.key HAVING count(*) > 1"
LOST = """
SELECT m.id, m.ticket_id FROM tickets_message m
LEFT JOIN shared_outboxitem item ON item.key = 'reply:' || m.id
WHERE m.direction = 'out' AND m.channel = 'email' AND m.raw_mail_id IS NULL AND m.retracted_at IS NULL
  AND item.id IS NULL
"""
TAKEN_BACK_YET_SENT = """
SELECT m.id, item.state FROM tickets_message m JOIN shared_outboxitem item ON item.key = 'reply:' || m.id
WHERE m.retracted_at IS NOT NULL AND item.state <> 'cancelled'
"""


def check() -> Iterator[Broken]:
    yield from selected(STUCK, kind="outbox item", detail="has been {1} since {2:%Y-%m-%d %H:%M}")
    yield from selected(TWICE, kind="outbox key", detail="stands there {1} times")
    yield from selected(LOST, kind="message", detail="a reply on ticket id {1} that never went to the outbox")
    yield from selected(TAKEN_BACK_YET_SENT, kind="message", detail="was taken back, its mail is {1}")


OUTBOX = Invariant("I9", "Nothing in the outbox is stuck, lost, or there twice under one key.", check)
