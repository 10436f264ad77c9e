"""Which terms of response absences have changed since they were counted (D4)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from disputes.domain.given_back import days_owed
from disputes.domain.recounted import recounted
from disputes.domain.terms import Absence
from disputes.models import Dispute, DisputeState, DisputeTerm
from disputes.queries.response_terms import as_term, days_away, stopping_absences
from workload.domain.refusals import BeyondHorizon

DAY = timedelta(days=1)


def terms_touched(at: datetime, respondents: Collection[int] | None = None) -> Sequence[int]:
    """Disputes of these respondents, or of everybody, that are open and whose term comes out otherwise, or that silence
    decided while the respondent was away; in order of their ids. Three statements at most."""
    disputes = list(_candidates(respondents))
    if not disputes:
        return []
    terms = terms_of([dispute.pk for dispute in disputes])
    since = min(rows[0].starts_at for rows in terms.values()).date() - DAY
    away = days_away({dispute.respondent_id for dispute in disputes}, since)
    return [one.pk for one in disputes if _is_touched(one, terms[one.pk], away.get(one.respondent_id, ()), at)]


def last_terms(dispute_ids: Collection[int]) -> Mapping[int, DisputeTerm]:
    """{dispute: the term that holds}. One statement."""
    rows = DisputeTerm.objects.filter(dispute__in=dispute_ids).order_by("dispute_id", "-id").distinct("dispute_id")
    return {row.dispute_id: row for row in rows}


def terms_of(dispute_ids: Collection[int]) -> Mapping[int, Sequence[DisputeTerm]]:
    """{dispute: its terms, one after another, each as it was counted last}. One statement."""
    found: dict[int, dict[datetime, DisputeTerm]] = defaultdict(dict)
    for row in DisputeTerm.objects.filter(dispute__in=dispute_ids).order_by("id"):
        found[row.dispute_id][row.starts_at] = row
    return {dispute: list(rows.values()) for dispute, rows in found.items()}


def is_running(dispute: Dispute, at: datetime) -> bool:
    """There still is time to answer."""
    return dispute.state == DisputeState.OPEN and dispute.respond_by is not None and dispute.respond_by > at


def _candidates(respondents: Collection[int] | None) -> "Collection[Dispute]":
    late = stopping_absences().filter(
        employee=OuterRef("respondent"), starts_at__lt=OuterRef("decided_at"), ends_at__gt=OuterRef("opened_at")
    )
    silent = Q(Exists(late), state=DisputeState.DEFAULTED)
    rows = Dispute.objects.filter(Q(state=DisputeState.OPEN) | silent)
    if respondents is not None:
        rows = rows.filter(respondent__in=respondents)
    return rows.only("id", "state", "respondent_id", "respond_by", "timezone").order_by("id")


def _is_touched(dispute: Dispute, rows: Sequence[DisputeTerm], away: Sequence[Absence], at: datetime) -> bool:
    *before, term = (as_term(row, dispute.timezone) for row in rows)
    if not is_running(dispute, at):
        return days_owed([*before, term], away) > 0
    try:
        return recounted(term, rows[-1].starts_at, dispute.timezone, away, at=at, before=before) != term
    except BeyondHorizon:
        # Whoever is away for decades keeps the term that could be counted.
        return False
