"""Absences that are registered, changed or taken back while a respondent has time to answer, or after it (D4)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from disputes.actions.held import BESIDE, change, move
from disputes.actions.posting import take_back
from disputes.actions.silence import time_out
from disputes.actions.terms import write_term
from disputes.domain.given_back import resumed
from disputes.domain.recounted import recounted
from disputes.domain.terms import DAY, Absence, Term
from disputes.domain.workflow import DisputeEvent
from disputes.models import Dispute, DisputeState
from disputes.notifications.disputes import tell_given_back, tell_term
from disputes.queries.response_terms import as_term, days_away
from disputes.queries.terms_touched import is_running, terms_of, terms_touched
from support_desk.shared.viewer import Viewer
from workload.domain.refusals import BeyondHorizon


def follow_presence(*, employee_ids: Collection[int], at: datetime, **_more: Any) -> None:
    """Called in the transaction of whoever changes an absence of these people."""
    if employee_ids:
        count_terms_anew(at=at, respondents=employee_ids)


def count_terms_anew(*, at: datetime, respondents: Collection[int] | None = None) -> int:
    """Counts the terms that absences have changed, of these respondents or of everybody; how many were changed. What
    silence had decided on days of absence is open again. Any number may run at once."""
    return sum(_counted_anew(pk, at=at) for pk in terms_touched(at, respondents))


@transaction.atomic
def _counted_anew(dispute_id: int, *, at: datetime) -> bool:
    """Looks again under the lock. A term that is over, and that nobody has noticed yet, ends first: what an absence
    gives back does not depend on when the sweep came by."""
    dispute = Dispute.objects.select_related(*BESIDE).select_for_update(of=("self",)).get(pk=dispute_id)
    rows = terms_of([dispute.pk])[dispute.pk]
    terms = [as_term(row, dispute.timezone) for row in rows]
    away = days_away([dispute.respondent_id], rows[0].starts_at.date() - DAY).get(dispute.respondent_id, ())
    try:
        if is_running(dispute, at):
            return _moved(dispute, rows[-1].starts_at, terms, away, at=at)
        return _given_back(dispute, terms, away, at=at)
    except BeyondHorizon:
        return False


def _moved(
    dispute: Dispute, starts_at: datetime, terms: Sequence[Term], away: Sequence[Absence], *, at: datetime
) -> bool:
    """The last term counted otherwise from the same start."""
    *before, term = terms
    anew = recounted(term, starts_at, dispute.timezone, away, at=at, before=before)
    if anew == term:
        return False
    write_term(dispute, anew, starts_at=starts_at, at=at)
    if anew.respond_by != dispute.respond_by:
        change(dispute, "dispute.term", by=Viewer.system(at), at=at, respond_by=anew.respond_by)
        tell_term(dispute, at=at)
    return True


def _given_back(dispute: Dispute, terms: Sequence[Term], away: Sequence[Absence], *, at: datetime) -> bool:
    """Takes the points of silence back, and gives the days that were of absence again."""
    term = resumed(terms, dispute.timezone, away, at=at)
    if term is None or dispute.state not in (DisputeState.OPEN, DisputeState.DEFAULTED):
        return False
    if dispute.state == DisputeState.OPEN:
        time_out([dispute], at=at)
    step = move(dispute, DisputeEvent.GIVE_DAYS_BACK, by=Viewer.system(at), at=at, respond_by=term.respond_by)
    take_back(dispute, step, at=at)
    write_term(dispute, term, starts_at=at, at=at)
    tell_given_back(dispute, at=at)
    return True
