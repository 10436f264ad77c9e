"""M3: what a settled month tells of each, what was counted, what was taken and what came into the kitty agree."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

OTHER_LINES = """
SELECT count.settlement_id, count.stage, count.withheld, count.paid, sums.minus, sums.plus
FROM disputes_settlementcount count
CROSS JOIN LATERAL (
  SELECT coalesce(-sum(told.amount) FILTER (WHERE told.amount < 0), 0) AS minus,
         coalesce(sum(told.amount) FILTER (WHERE told.amount > 0), 0) AS plus
  FROM disputes_settlementline line
  CROSS JOIN LATERAL (SELECT CASE count.stage WHEN 'applied' THEN line.amount ELSE line.nominal END AS amount) told
  WHERE line.settlement_id = count.settlement_id
) sums
WHERE count.withheld <> sums.minus OR count.paid > sums.plus OR (count.stage = 'applied' AND count.paid <> sums.plus)
"""
OTHER_POINTS = """
WITH taken AS (
  SELECT settled.settlement_id, posting.employee_id, sum(posting.points) AS points,
         coalesce(sum(posting.points) FILTER (WHERE NOT settled.is_counted), 0) AS cancelled
  FROM disputes_settledposting settled JOIN disputes_posting posting ON posting.id = settled.posting_id
  GROUP BY settled.settlement_id, posting.employee_id
)
SELECT coalesce(line.settlement_id, taken.settlement_id), coalesce(line.employee_id, taken.employee_id),
       coalesce(line.points, 0), coalesce(taken.points, 0), coalesce(taken.cancelled, 0)
FROM disputes_settlementline line
FULL JOIN taken ON taken.settlement_id = line.settlement_id AND taken.employee_id = line.employee_id
WHERE coalesce(line.points, 0) <> coalesce(taken.points, 0) OR coalesce(taken.cancelled, 0) <> 0
"""
OTHER_POSTINGS = """
SELECT count.settlement_id, count.stage, jsonb_array_length(count.case -> 'postings'), coalesce(taken.postings, 0)
FROM disputes_settlementcount count
LEFT JOIN (
  SELECT settlement_id, count(*) FILTER (WHERE is_counted) AS postings
  FROM disputes_settledposting GROUP BY settlement_id
) taken ON taken.settlement_id = count.settlement_id
WHERE jsonb_array_length(count.case -> 'postings') <> coalesce(taken.postings, 0)
"""
ELSEWHERE = """
SELECT posting.id, settlement.id FROM disputes_settledposting settled
JOIN disputes_posting posting ON posting.id = settled.posting_id
JOIN disputes_settlement settlement ON settlement.id = settled.settlement_id
WHERE posting.department_id <> settlement.department_id OR posting.month > settlement.month
"""
OTHER_CREDITS = """
WITH put AS (
  SELECT settlement_id, sum(amount) AS amount FROM disputes_kittyentry WHERE kind = 'credit' GROUP BY settlement_id
), owed AS (
  SELECT settlement_id, kitty FROM disputes_settlementcount WHERE stage = 'applied'
)
SELECT coalesce(owed.settlement_id, put.settlement_id), coalesce(put.amount, 0), coalesce(owed.kitty, 0)
FROM owed FULL JOIN put ON put.settlement_id = owed.settlement_id
WHERE coalesce(put.amount, 0) <> coalesce(owed.kitty, 0)
"""
BROKEN_BALANCES = """
SELECT moved.id, moved.balance, moved.due FROM (
  SELECT id, balance, sum(CASE kind WHEN 'credit' THEN amount ELSE -amount END)
    OVER (PARTITION BY department_id ORDER BY number) AS due
  FROM disputes_kittyentry
) moved WHERE moved.balance <> moved.due
"""


def check() -> Iterator[Broken]:
    lines = "withheld {2} and paid {3} as {1}, its lines say {4} and {5}"
    yield from selected(OTHER_LINES, kind="settlement", detail=lines)
    points = "tells employee {1} of {2} points, {3} were taken, {4} of them left out"
    yield from selected(OTHER_POINTS, kind="settlement", detail=points)
    yield from selected(OTHER_POSTINGS, kind="settlement", detail="counted {2} postings as {1}, and took {3}")
    yield from selected(
        ELSEWHERE, kind="posting", detail="was taken by settlement {1}, but is of another department or a later month"
    )


def check_kitties() -> Iterator[Broken]:
    yield from selected(OTHER_CREDITS, kind="settlement", detail="put {1} into the kitty, {2} was left for it")
    yield from selected(BROKEN_BALANCES, kind="kitty entry", detail="says a balance of {1}, its entries come to {2}")


SETTLEMENTS = Invariant("M3", "Lines, counts and taken postings of a settled month agree.", check)
KITTIES = Invariant("M2", "A kitty holds what applied months left for it, less what was spent.", check_kitties)
