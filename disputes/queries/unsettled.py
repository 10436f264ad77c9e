"""Postings that no settlement has taken yet, each at what it is worth (M1, D4)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from disputes.domain import postings as rules
from disputes.domain.ledger import Entry, mirrored
from disputes.domain.settlement_case import policy_from
from disputes.models import Posting

CAUSES: Final = {cause.value: cause for cause in rules.Cause}
COLUMNS: Final = ("employee_id", "points", "initiator_id", "cause", "is_cross")


def unsettled(department_id: int, month: date) -> list[Entry]:
    """Those for months up to `month`, in their order; what mirrors a settled posting bears what a point of that was
    worth. One statement, no model a posting: there may be many."""
    rows = Posting.objects.filter(department=department_id, month__lte=month, settled__isnull=True).order_by("pk")
    taken_by = "mirrors__settled__settlement__policy_values"
    return [
        Entry(pk, dispute or 0, _at_its_worth(posting_from(*posting), policy), mirrors)
        for pk, dispute, mirrors, policy, *posting in rows.values_list("pk", "dispute", "mirrors", taken_by, *COLUMNS)
    ]


def posting_from(person: int, points: int, initiator: int | None, cause: str, is_cross: bool) -> rules.Posting:
    """Of `COLUMNS`. A correction has no initiator; its own employee stands there, so that it feeds no fund."""
    return rules.Posting(person, points, initiator or person, CAUSES[cause], is_cross)


def _at_its_worth(posting: rules.Posting, policy: Mapping[str, Any] | None) -> rules.Posting:
    """`policy`: what the settled posting was counted by that this one mirrors, None where it mirrors none."""
    if policy is None:
        return posting
    return replace(posting, rate=policy_from(policy).worth_of_a_point(mirrored(posting)))
