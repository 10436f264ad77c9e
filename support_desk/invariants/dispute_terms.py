"""D4, D6: an open dispute waits until its last term ends, and a verdict for both asks for a revision of the rule."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

OTHER_TERM = """
SELECT dispute.id, dispute.respond_by, last.respond_by FROM disputes_dispute dispute
LEFT JOIN (
  SELECT DISTINCT ON (dispute_id) dispute_id, respond_by FROM disputes_disputeterm ORDER BY dispute_id, id DESC
) last ON last.dispute_id = dispute.id
WHERE dispute.state = 'open' AND dispute.respond_by IS DISTINCT FROM last.respond_by
"""
UNMENDED = """
SELECT dispute.id, dispute.state FROM disputes_dispute dispute
JOIN disputes_regulationversion version ON version.id = dispute.version_id
LEFT JOIN disputes_revisionrequest revision
  ON revision.dispute_id = dispute.id AND revision.regulation_id = version.regulation_id
WHERE dispute.state IN ('both_right', 'both_wrong') AND revision.id IS NULL
"""


def check() -> Iterator[Broken]:
    yield from selected(OTHER_TERM, kind="dispute", detail="waits until {1}, its last term ends {2}")


def check_revisions() -> Iterator[Broken]:
    yield from selected(UNMENDED, kind="dispute", detail="ended as {1}, and nobody was asked to mend the rule")


DISPUTE_TERMS = Invariant("D4", "An open dispute waits until the end of its last term.", check)
REVISIONS = Invariant("D6", "A verdict that both are right or wrong asks for a revision of the rule.", check_revisions)
