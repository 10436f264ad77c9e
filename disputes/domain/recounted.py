"""A term counted anew because absences have changed while it runs (D4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from disputes.domain.given_back import days_owed
from disputes.domain.terms import DAY, Absence, Term, respond_by, start_of
from workload.domain.zones import zone_named


def recounted(
    term: Term,
    starts_at: datetime,
    timezone: str,
    absences: Sequence[Absence],
    *,
    at: datetime,
    before: Sequence[Term] = (),
) -> Term:
    """As many days, from the same start, without the days of `absences`; more when more are owed of the terms `before`.
    It never ends earlier than it did but for what an absence taken back gives: then not before the end of the day that
    `at` is.

    BadTerm and BeyondHorizon as in `respond_by`.
    """
    days = max(len(term.counted_days), days_owed(before, absences))
    anew = respond_by(starts_at, timezone, days, absences)
    zone = zone_named(timezone)
    tonight = start_of(at.astimezone(zone).date() + DAY, zone)
    earliest = min(term.respond_by, tonight)
    return replace(anew, respond_by=max(anew.respond_by, earliest))
