"""The steps of a due time as English sentences, for `calculate` and for logs; pages have words of their own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.explanation import Reason, Step, StepKind

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SKIPPED: Final = {
    Reason.NIGHT: "Night",
    Reason.BREAK: "Break",
    Reason.WEEKEND: "Weekend",
    Reason.HOLIDAY: "Holiday",
}


def explanation_lines(steps: Sequence[Step], zone: ZoneInfo) -> list[str]:
    """A sentence for each step, its times by the wall clock of `zone`."""
    return [_line(step, zone) for step in steps]


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """Fri 20 Nov 2026 17:40."""
    local = instant.astimezone(zone)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year} {local:%H:%M}"


def _line(step: Step, zone: ZoneInfo) -> str:
    at, until = moment(step.at, zone), moment(step.until, zone) if step.until else ""
    match step.kind:
        case StepKind.STARTED:
            return f"Started {at}."
        case StepKind.WAITED_FOR_OPENING:
            return f"{_skipped(step)} at the start: counted from {until}."
        case StepKind.COUNTED:
            return f"{_duration(step.seconds)} counted until {until}."
        case StepKind.SUMMED:
            return f"{_duration(step.seconds)} counted in working hours from {at} until {until}."
        case StepKind.CLOSED:
            return f"{_skipped(step)} skipped until {until}."
        case StepKind.PAUSED:
            return f"Paused from {at} until {until}." if until else f"Paused since {at}: no due time while it lasts."
    return f"Due {at}."


def _skipped(step: Step) -> str:
    return SKIPPED[step.reason] if step.reason else "Closed time"


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"
