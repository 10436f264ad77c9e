"""`calculate due`: when a target of business minutes is used up (S1, S2)."""

from collections.abc import Mapping
from typing import Any

from workload.domain.business_time import due_at
from workload.domain.calendars import Calendar, calendar_from
from workload.domain.explanation import explain
from workload.domain.explanation_text import explanation_lines
from workload.domain.reading import check_keys, instant, pairs, whole_number
from workload.domain.refusals import BadCalendar


def due(case: Mapping[str, Any]) -> dict[str, Any]:
    """{"calendar", "started_at", "target_minutes", "pauses"?} → {"due_at", "explanation"}, in the calendar's zone."""
    check_keys(case, required=("calendar", "started_at", "target_minutes"), optional=("pauses",))
    calendar = _calendar(case["calendar"])
    started_at = instant(case["started_at"], "started_at")
    minutes = whole_number(case["target_minutes"], "target_minutes")
    pauses = [
        (instant(start, path), None if end is None else instant(end, path))
        for start, end, path in pairs(case.get("pauses"), "pauses")
    ]
    found = due_at(calendar, started_at=started_at, target_minutes=minutes, pauses=pauses)
    steps = explain(calendar, started_at=started_at, target_minutes=minutes, pauses=pauses)
    return {
        "due_at": found.astimezone(calendar.zone).isoformat() if found else None,
        "explanation": explanation_lines(steps, calendar.zone),
    }


def _calendar(spec: object) -> Calendar:
    try:
        return calendar_from(spec)
    except BadCalendar as error:
        path = error.field if error.field == "calendar" else f"calendar.{error.field}"
        raise BadCalendar(path, error.template, **error.params) from None
