"""Days that an absence registered after a silence gives back to the respondent (D4)."""

from collections.abc import Sequence
from datetime import datetime

from disputes.domain.terms import Absence, Term, respond_by


def days_owed(terms: Sequence[Term], absences: Sequence[Absence]) -> int:
    """How many days the respondent still is to have after `terms`, which came one after another: those that counted and
    turn out to be days of absence, less those that the later terms gave back. 0: the silence stands."""
    counted = [day for term in terms for day in term.counted_days]
    away = sum(any(first <= day <= last for first, last in absences) for day in counted)
    given = sum(len(term.counted_days) for term in terms[1:])
    return max(away - given, 0)


def resumed(terms: Sequence[Term], timezone: str, absences: Sequence[Absence], *, at: datetime) -> Term | None:
    """The term that starts at `at` with the days that are owed; None where there are none.

    `absences`: all that are known now. BadTerm and BeyondHorizon as in `respond_by`.
    """
    days = days_owed(terms, absences)
    return respond_by(at, timezone, days, absences) if days else None
