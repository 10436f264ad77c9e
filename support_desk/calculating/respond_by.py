"""`calculate respond_by`: until when a respondent may answer (D4)."""

from collections.abc import Mapping
from typing import Any

from disputes.domain import terms
from disputes.domain.term_text import explanation_lines
from workload.domain.calendar_spec import day_from
from workload.domain.reading import check_keys, instant, pairs, whole_number
from workload.domain.zones import zone_named


def respond_by(case: Mapping[str, Any]) -> dict[str, Any]:
    """{"opened_at", "timezone", "days"?, "absences"?} → {"respond_by" in that zone, "explanation"}."""
    check_keys(case, required=("opened_at", "timezone"), optional=("days", "absences"))
    zone = zone_named(case["timezone"])
    days = case.get("days")
    term = terms.respond_by(
        instant(case["opened_at"], "opened_at"),
        zone.key,
        days=terms.USUAL_DAYS if days is None else whole_number(days, "days"),
        absences=[
            (day_from(first, path), day_from(last, path))
            for first, last, path in pairs(case.get("absences"), "absences")
        ],
    )
    return {
        "respond_by": term.respond_by.astimezone(zone).isoformat(),
        "explanation": explanation_lines(term, zone.key),
    }
