"""Whole days on which a respondent is away, and which therefore do not count (D4)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from disputes.domain.terms import Absence as Away
from disputes.domain.terms import Term
from disputes.models import DisputeTerm
from workload.domain.absence_types import AbsenceType, meaning_of
from workload.domain.zones import zone_named
from workload.models import Absence
from workload.models.presence import AbsenceQuerySet

STOPPING: Final = tuple(type_.value for type_ in AbsenceType if meaning_of(type_).stops_terms)


def stopping_absences() -> AbsenceQuerySet:
    """Recorded or approved ones of whole days whose type says that they do not count; hours do not matter."""
    return Absence.objects.in_force().filter(type__in=STOPPING, from_time__isnull=True)


def days_away(employee_ids: Collection[int], since: date) -> Mapping[int, Sequence[Away]]:
    """{employee: (first, last) of each such absence that ends on `since` or later}. One statement."""
    found: dict[int, list[Away]] = defaultdict(list)
    rows = stopping_absences().filter(employee__in=employee_ids, ends_on__gte=since).order_by("starts_on")
    for employee, first, last in rows.values_list("employee_id", "starts_on", "ends_on"):
        found[employee].append((first, last))
    return found


def as_term(row: DisputeTerm, timezone: str) -> Term:
    """A stored term as the rules read it."""
    opened_on = row.starts_at.astimezone(zone_named(timezone)).date()
    return Term(row.respond_by, opened_on, tuple(row.counted_days), tuple(row.absent_days))
