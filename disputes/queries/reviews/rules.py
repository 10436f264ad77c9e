"""Which rules bound whoever wrote a reply, and which of them they had read by then (S5, D2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, Subquery

from disputes.models import Acknowledgement, Clause, RegulationVersion, ReplyReview
from workload.models import Employment


@dataclass(frozen=True, slots=True)
class Rule:
    """A version in force at the reply's time. `read_at` None: the author had not read it by then, and nothing can be
    found against it."""

    version: RegulationVersion
    clauses: Sequence[Clause]
    read_at: datetime | None


def rules_for(review: ReplyReview) -> list[Rule]:
    """The company's and those of the author's department on that day, by code. Three statements."""
    terms = Employment.objects.at(review.written_at).filter(employee=review.author_id)
    places = dict(terms.values_list("department_id", "department__timezone"))
    # The day of the department, as a dispute about this reply will count it (D1); not the author's own.
    zone = next(iter(places.values()), review.department.timezone)
    day = review.written_at.astimezone(ZoneInfo(zone)).date()
    bound = Q(regulation__department__isnull=True) | Q(regulation__department__in=places.keys() | {0})
    in_force = Q(regulation__is_active=True) | Q(regulation__ended_on__gte=day)
    read = Acknowledgement.objects.filter(
        version=OuterRef("pk"), employee=review.author_id, acknowledged_at__lte=review.written_at
    )
    latest = RegulationVersion.objects.begun(day).filter(bound, in_force).annotate(
        read_at=Subquery(read.values("acknowledged_at")[:1])
    ).order_by("regulation_id", "-starts_on").distinct("regulation_id")  # fmt: skip
    found: list[Any] = list(latest.select_related("regulation").prefetch_related("clauses"))
    rules = [Rule(one, list(one.clauses.all()), one.read_at) for one in found]
    return sorted(rules, key=lambda rule: rule.version.regulation.code)
