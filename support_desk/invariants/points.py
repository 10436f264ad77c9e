"""I1: the postings of a dispute sum to what its outcome says, in the month of its decision (D5, D6, D10)."""

from collections.abc import Iterator

from disputes.domain.stakes import USUAL_STAKES
from support_desk.invariants.base import Broken, Invariant, selected

UNEXPLAINED = """
WITH stake AS (
  SELECT dispute.id, dispute.state, dispute.initiator_id, dispute.respondent_id,
         coalesce(policy.answered, %s) AS answered, coalesce(policy.judged, %s) AS judged,
         coalesce(policy.both_right_initiator, %s) AS both_right_initiator,
         coalesce(policy.both_right_respondent, %s) AS both_right_respondent,
         coalesce(policy.both_wrong_initiator, %s) AS both_wrong_initiator,
         coalesce(policy.both_wrong_respondent, %s) AS both_wrong_respondent
  FROM disputes_dispute dispute LEFT JOIN disputes_pointpolicy policy ON policy.id = dispute.policy_id
), owed AS (
  SELECT stake.id, side.employee, side.points FROM stake CROSS JOIN LATERAL (VALUES
    (initiator_id, CASE state WHEN 'accepted' THEN answered WHEN 'defaulted' THEN answered
       WHEN 'initiator_right' THEN judged WHEN 'respondent_right' THEN -judged
       WHEN 'both_right' THEN both_right_initiator WHEN 'both_wrong' THEN both_wrong_initiator ELSE 0 END),
    (respondent_id, CASE state WHEN 'accepted' THEN -answered WHEN 'defaulted' THEN -answered
       WHEN 'initiator_right' THEN -judged WHEN 'respondent_right' THEN judged
       WHEN 'both_right' THEN both_right_respondent WHEN 'both_wrong' THEN both_wrong_respondent ELSE 0 END)
  ) side (employee, points)
), posted AS (
  SELECT dispute_id, employee_id, sum(points) AS points FROM disputes_posting
  WHERE cause <> 'correction' GROUP BY dispute_id, employee_id
)
SELECT coalesce(owed.id, posted.dispute_id), coalesce(owed.employee, posted.employee_id), coalesce(posted.points, 0),
       coalesce(owed.points, 0)
FROM owed FULL JOIN posted ON posted.dispute_id = owed.id AND posted.employee_id = owed.employee
WHERE coalesce(posted.points, 0) <> coalesce(owed.points, 0)
"""
CROOKED = """
SELECT mirror.id, mirror.mirrors_id FROM disputes_posting mirror
JOIN disputes_posting original ON original.id = mirror.mirrors_id
WHERE original.mirrors_id IS NOT NULL OR mirror.points <> -original.points
   OR (mirror.employee_id, mirror.department_id, mirror.cause, mirror.is_cross, mirror.dispute_id)
      IS DISTINCT FROM
      (original.employee_id, original.department_id, original.cause, original.is_cross, original.dispute_id)
"""
ELSEWHERE = """
SELECT posting.id, posting.month, dispute.decided_month FROM disputes_posting posting
JOIN disputes_dispute dispute ON dispute.id = posting.dispute_id
LEFT JOIN disputes_posting mirror ON mirror.mirrors_id = posting.id
WHERE posting.cause <> 'correction' AND posting.mirrors_id IS NULL AND mirror.id IS NULL
  AND posting.month IS DISTINCT FROM dispute.decided_month
"""
UNGUARDED = """
SELECT wanted.tab || '.' || wanted.trig
FROM (VALUES ('disputes_posting', 'append_only'), ('disputes_posting', 'mirror_is_true'),
             ('disputes_disputestep', 'append_only'), ('disputes_dispute', 'claim_stays'),
             ('disputes_dispute', 'month_of_decision')) wanted (tab, trig)
LEFT JOIN pg_trigger t ON t.tgrelid = wanted.tab::regclass AND t.tgname = wanted.trig AND t.tgenabled IN ('O', 'A')
WHERE t.oid IS NULL
"""


def check() -> Iterator[Broken]:
    usual, right, wrong = USUAL_STAKES, USUAL_STAKES.both_right, USUAL_STAKES.both_wrong
    stakes = [usual.answered, usual.judged, right.initiator, right.respondent, wrong.initiator, wrong.respondent]
    yield from selected(UNGUARDED, kind="trigger", detail="is missing or switched off")
    yield from selected(
        UNEXPLAINED, stakes, kind="dispute", detail="gave employee {1} {2} points, its outcome says {3}"
    )
    yield from selected(CROOKED, kind="posting", detail="takes back posting {1}, but does not mirror it")
    yield from selected(ELSEWHERE, kind="posting", detail="stands in {1}, its dispute was decided in {2}")


POINTS = Invariant("I1", "Postings of a dispute sum to what its outcome says; each reversal mirrors one.", check)
