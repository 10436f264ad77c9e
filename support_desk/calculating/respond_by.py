"""`calculate respond_by`: until when a respondent may answer (D4)."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from disputes.domain import terms
from disputes.domain.term_text import explanation_lines
from support_desk.calculating.reading import check_keys, instant, pairs, whole_number
from workload.domain.calendar_spec import day_from
from workload.domain.refusals import BadInput


def respond_by(case: Mapping[str, Any]) -> dict[str, Any]:
    """{"opened_at", "timezone", "days"?, "absences"?} → {"respond_by" in that zone, "explanation"}."""
    check_keys(case, required=("opened_at", "timezone"), optional=("days", "absences"))
    timezone = case["timezone"]
    if not isinstance(timezone, str):
        raise BadInput("timezone", f"{timezone!r} is not the name of a zone, write for example Europe/Moscow.")
    days = case.get("days")
    term = terms.respond_by(
        instant(case["opened_at"], "opened_at"),
        timezone,
        days=terms.USUAL_DAYS if days is None else whole_number(days, "days"),
        absences=[
            (day_from(first, path), day_from(last, path))
            for first, last, path in pairs(case.get("absences"), "absences")
        ],
    )
    return {
        "respond_by": term.respond_by.astimezone(ZoneInfo(timezone)).isoformat(),
        "explanation": explanation_lines(term, timezone),
    }
