"""What the director may want to talk about (D11): pairs, initiators who mostly lose, arbiters who take no side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from disputes.domain import patterns as rules
from disputes.models import Dispute
from support_desk.shared.viewer import Viewer

# One pass over the index of months for each kind; whether a share is one is the rules' to say.
FOUND = """
WITH found AS (
  (SELECT 'pair' AS kind, least(initiator_id, respondent_id) AS one, greatest(initiator_id, respondent_id) AS other,
          count(*) AS number, count(*) FILTER (WHERE initiator_id < respondent_id) AS part, 0::bigint AS rest
   FROM ({decided} UNION ALL {waiting}) seen GROUP BY 2, 3 HAVING count(*) >= %s ORDER BY 4 DESC, 2, 3 LIMIT %s)
  UNION ALL
  (SELECT 'initiator', initiator_id, NULL, count(*), count(*) FILTER (WHERE state = 'respondent_right'), 0
   FROM ({decided}) seen WHERE state IN ('accepted', 'defaulted', 'initiator_right', 'respondent_right')
   GROUP BY initiator_id HAVING count(*) >= %s)
  UNION ALL
  (SELECT 'arbiter', decided_by_id, NULL, count(*), count(*) FILTER (WHERE state = 'both_right'),
          count(*) FILTER (WHERE state = 'both_wrong')
   FROM ({decided}) seen WHERE state IN ('initiator_right', 'respondent_right', 'both_right', 'both_wrong')
   GROUP BY decided_by_id HAVING count(*) >= %s)
)
SELECT found.kind, found.one, one.name, found.other, other.name, found.number, found.part, found.rest
FROM found JOIN workload_employee one ON one.id = found.one
LEFT JOIN workload_employee other ON other.id = found.other
ORDER BY found.number DESC, one.name, other.name
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people and how many disputes each opened against the other."""

    one_id: int
    one: str
    other_id: int
    other: str
    by_one: int
    by_other: int

    @property
    def number(self) -> int:
        return self.by_one + self.by_other


@dataclass(frozen=True, slots=True)
class Losing:
    """An initiator: in how many disputes somebody was found right or wrong, and how many of them were lost."""

    id: int
    name: str
    number: int
    lost: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """An arbiter, their verdicts, and how many of them found both right and both wrong."""

    id: int
    name: str
    number: int
    both_right: int
    both_wrong: int


@dataclass(frozen=True, slots=True)
class Patterns:
    """The most first, at most `MOST_SHOWN` of each. `since`: the first month that is looked at."""

    since: date
    pairs: Sequence[Pair] = ()
    losing: Sequence[Losing] = ()
    undecided: Sequence[Undecided] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.pairs or self.losing or self.undecided)


def patterns_among(viewer: Viewer, first: date) -> Patterns:
    """Among disputes that the viewer may see and that were decided from the month `first` on; of a pair those that wait
    for a decision count, too. One statement."""
    found: dict[str, list[tuple[Any, ...]]] = {"pair": [], "initiator": [], "arbiter": []}
    for kind, *row in _rows(viewer, first):
        found[kind].append(tuple(row))
    return Patterns(
        since=first,
        pairs=[
            Pair(one, name, other, other_name, part, number - part)
            for one, name, other, other_name, number, part, _rest in found["pair"]
        ],
        losing=[
            Losing(one, name, number, lost)
            for one, name, _id, _name, number, lost, _rest in found["initiator"]
            if rules.loses_mostly(lost, number)
        ][: rules.MOST_SHOWN],
        undecided=[
            Undecided(one, name, number, right, wrong)
            for one, name, _id, _name, number, right, wrong in found["arbiter"]
            if rules.takes_no_side(right + wrong, number)
        ][: rules.MOST_SHOWN],
    )


def _rows(viewer: Viewer, first: date) -> list[tuple[Any, ...]]:
    """(kind, one, name, other, name, number, part, rest)."""
    decided, given = _statement(viewer, Q(decided_month__gte=first))
    waiting, more = _statement(viewer, Q(decided_month__isnull=True))  # said so, the index of months finds them
    values = [*given, *more, rules.PAIR_AT_LEAST, rules.MOST_SHOWN]
    values += [*given, rules.INITIATOR_AT_LEAST, *given, rules.ARBITER_AT_LEAST]
    with connection.cursor() as cursor:
        cursor.execute(FOUND.format(decided=decided, waiting=waiting), values)
        return list(cursor.fetchall())


def _statement(viewer: Viewer, among: Q) -> tuple[str, tuple[Any, ...]]:
    """The parties, verdicts and who gave them, as SQL with its values."""
    rows = Dispute.objects.visible_to(viewer).filter(among).order_by()
    sql, values = rows.values("initiator_id", "respondent_id", "decided_by_id", "state").query.sql_with_params()
    return sql, tuple(values)
