"""I7 of disputes: every history is a path in their table, and ends at what the dispute says (D12)."""

from collections.abc import Iterator

from disputes.domain.workflow import DISPUTE_TRANSITIONS
from support_desk.invariants.base import Broken, Invariant, selected

FORBIDDEN = """
SELECT step.dispute_id, step.before, step.event, step.after FROM disputes_disputestep step
WHERE NOT (step.before || ' ' || step.event || ' ' || step.after) = ANY(%s)
"""
JUMPS = """
SELECT dispute_id, previous, before FROM (
  SELECT dispute_id, before, lag(after, 1, 'open') OVER (PARTITION BY dispute_id ORDER BY id) previous
  FROM disputes_disputestep) step
WHERE before <> previous
"""
WRONG_END = """
SELECT dispute.id, dispute.state, coalesce(last.after, 'open') FROM disputes_dispute dispute
LEFT JOIN (
  SELECT DISTINCT ON (dispute_id) dispute_id, after FROM disputes_disputestep ORDER BY dispute_id, id DESC
) last ON last.dispute_id = dispute.id
WHERE dispute.state <> coalesce(last.after, 'open')
"""


def check() -> Iterator[Broken]:
    moves = [f"{before} {event} {after}" for (before, event), (_party, after) in DISPUTE_TRANSITIONS.items()]
    yield from selected(FORBIDDEN, [moves], kind="dispute", detail="went from {1} by {2} to {3}")
    yield from selected(JUMPS, kind="dispute", detail="was {1}, and its next step starts from {2}")
    yield from selected(WRONG_END, kind="dispute", detail="is {1}, its steps end at {2}")


DISPUTE_PATHS = Invariant("I7", "Every history of a dispute is a path in its table and ends here.", check)
