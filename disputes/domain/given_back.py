"""Days that an absence registered after a silence gives back to the respondent (D4)."""

from collections.abc import Sequence
from datetime import datetime

from disputes.domain.terms import Absence, Term, respond_by


def days_given_back(silent: Term, absences: Sequence[Absence]) -> int:
    """How many of the days that were counted turn out to be days of absence; 0: the silence stands."""
    return sum(any(first <= day <= last for first, last in absences) for day in silent.counted_days)


def resumed(silent: Term, timezone: str, absences: Sequence[Absence], *, at: datetime) -> Term | None:
    """The term that starts at `at` with the days given back; None where there are none.

    `absences`: all that are known now. BadTerm and BeyondHorizon as in `respond_by`.
    """
    days = days_given_back(silent, absences)
    return respond_by(at, timezone, days, absences) if days else None
