"""When a promise warns, breaks and is escalated (S1–S3): computed once, so that a sweep only compares instants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workload.domain.business_time import minutes_between, plan
from workload.domain.calendars import Calendar, calendar_from
from workload.domain.pauses import Pause
from workload.domain.refusals import BeyondHorizon

WARN: Final = "warn"
BREACH: Final = "breach"
USUAL_WARN_PERCENT: Final = 75
WALL_TIME: Final = calendar_from("24x7")

type Ladder = tuple[tuple[str, int], ...]
"""Role and business minutes after the breach, ascending."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`instants[i]` is when `steps[i]` is due: "warn", "breach", then roles; ascending."""

    steps: tuple[str, ...]
    instants: tuple[datetime, ...]

    @property
    def due_at(self) -> datetime:
        return self.instants[self.steps.index(BREACH)]

    def keeping(self, taken: Sequence[datetime]) -> "Plan":
        """The same with the instants of steps that were taken before: history is not planned anew."""
        return Plan(self.steps, (*taken, *self.instants[len(taken) :]))


def plan_target(
    calendar: Calendar,
    *,
    started_at: datetime,
    minutes: int,
    warn_percent: int,
    ladder: Ladder,
    pauses: Sequence[Pause] = (),
) -> Plan | None:
    """The plan of so many business minutes. None where they are not over within the calendar's horizon, or a pause
    still lasts."""
    warning = -(-minutes * warn_percent // 100)
    reached = _reached(calendar, started_at, (warning, minutes), pauses)
    if len(reached) < 2:
        return None
    return _with_ladder(
        reached,
        ladder,
        _reached(calendar, started_at, tuple(minutes + delay for _role, delay in ladder), pauses),
    )


def plan_promise(
    calendar: Calendar | None, *, started_at: datetime, promised_for: datetime, warn_percent: int, ladder: Ladder
) -> Plan:
    """The plan of "answer by": the warning after a share of the business time in between, or of the wall time when
    nobody works in between; the ladder in business time after it."""
    hours = calendar or WALL_TIME
    counted = hours if minutes_between(hours, started_at, promised_for) else WALL_TIME
    share = minutes_between(counted, started_at, promised_for) * warn_percent // 100
    warning = min((promised_for, *_reached(counted, started_at, (share,), ())))
    return _with_ladder((warning, promised_for), ladder, _after(hours, promised_for, ladder, ()))


def plan_after_breach(calendar: Calendar, *, known: Plan, ladder: Ladder, pauses: Sequence[Pause] = ()) -> Plan:
    """The plan of a broken promise that goes on after a pause: warning and breach stay, the ladder moves."""
    reached = known.instants[: known.steps.index(BREACH) + 1]
    return _with_ladder(reached, ladder, _after(calendar, known.due_at, ladder, pauses))


def _after(calendar: Calendar, breach: datetime, ladder: Ladder, pauses: Sequence[Pause]) -> tuple[datetime, ...]:
    return _reached(calendar, breach, tuple(delay for _role, delay in ladder), pauses)


def _reached(
    calendar: Calendar, start: datetime, offsets: tuple[int, ...], pauses: Sequence[Pause]
) -> tuple[datetime, ...]:
    """When the ascending offsets are used up, without those beyond the horizon."""
    for known in range(len(offsets), 0, -1):
        try:
            return tuple(plan(calendar, started_at=start, offsets_minutes=offsets[:known], pauses=pauses))
        except BeyondHorizon:
            continue
    return ()


def _with_ladder(reached: tuple[datetime, ...], ladder: Ladder, escalations: tuple[datetime, ...]) -> Plan:
    roles = tuple(role for role, _delay in ladder[: len(escalations)])
    return Plan((WARN, BREACH, *roles), (*reached, *escalations))
