"""Who is there at an instant: absences, marks, shifts and working hours become one state (L1–L4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """What colleagues see of somebody. Only `HERE` answers clients."""

    HERE = "here"
    AWAY = "away"
    ABSENT = "absent"
    OFF_SHIFT = "off_shift"


@dataclass(frozen=True, slots=True)
class Leave:
    """An absence in force now. Its type is not here: whoever may know it reads the absence itself (P2)."""

    absence_id: int
    until: datetime
    cover_id: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """ "Away now", in force: "meeting", "lunch", … (L3)."""

    kind: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether the department works now, and when it opens next; None when nobody can tell."""

    is_open: bool
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person at an instant.

    `shift_start`, `shift_end`: the shift that runs or the next one to come. `is_rostered`: has a shift or a published
    roster in the month of their own zone. `hours`: of the department, None when it has no calendar and so works always.
    """

    is_employed: bool = True
    leave: Leave | None = None
    mark: Mark | None = None
    is_rostered: bool = False
    shift_start: datetime | None = None
    shift_end: datetime | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The state, until when as far as is known, the kind of an away mark, the absence and whom it names as cover."""

    state: State
    until: datetime | None = None
    kind: str = ""
    absence_id: int | None = None
    cover_id: int | None = None

    @property
    def is_here(self) -> bool:
        return self.state is State.HERE


HERE = Standing(State.HERE)


def standing_at(facts: Facts, at: datetime) -> Standing:
    """The state at `at`: absent before away before off shift before here."""
    if not facts.is_employed:
        return Standing(State.ABSENT)
    if facts.leave is not None and at < facts.leave.until:
        return Standing(
            State.ABSENT, facts.leave.until, absence_id=facts.leave.absence_id, cover_id=facts.leave.cover_id
        )
    if facts.mark is not None and at < facts.mark.until:
        return Standing(State.AWAY, facts.mark.until, kind=facts.mark.kind)
    return _by_working_time(facts, at)


def _by_working_time(facts: Facts, at: datetime) -> Standing:
    start, end = facts.shift_start, facts.shift_end
    if start is not None and end is not None and start <= at < end:
        return HERE
    if facts.is_rostered:
        return Standing(State.OFF_SHIFT, start)
    if facts.hours is None or facts.hours.is_open:
        return HERE
    return Standing(State.OFF_SHIFT, facts.hours.opens_at)
