"""What is asked of somebody against what they can do, week by week (L7); docs/adr/0009 says why it is so spread."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final

from workload.domain.policies import WorkloadRules

DAYS: Final = 7
PERCENT: Final = 100
NOON: Final = 12
# Work whose deadline has passed is wanted within so many days from now.
OVERDUE_WITHIN: Final = timedelta(days=6)


class Tone(StrEnum):
    """Whether a week stands out. NONE: neither room nor demand."""

    OVER = "over"
    IDLE = "idle"
    FINE = "fine"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Piece:
    """Work that somebody has before them. `due_on`: the day of the deadline in the zone of the board, None without."""

    key: str
    minutes: int
    due_on: date | None = None
    skill_id: int | None = None
    is_movable: bool = True


@dataclass(frozen=True, slots=True)
class Room:
    """A week of one person. `planned_minutes`: all of it, absences and what is past included; `free`: what is left to
    work in on each of its seven days, Monday first; `inflow_minutes`: what their projects bring in a whole week;
    `covering_minutes`: of that of others, what comes in the absences that they cover."""

    planned_minutes: int
    free: tuple[int, ...]
    inflow_minutes: int = 0
    covering_minutes: int = 0

    @property
    def capacity(self) -> int:
        return sum(self.free)

    @property
    def inflow(self) -> int:
        """Of the week's inflow, the part for the time that is left, for in an absence somebody else answers (L4); and
        what they answer for others."""
        own = part_of(self.inflow_minutes, self.capacity, self.planned_minutes) if self.planned_minutes else 0
        return own + self.covering_minutes


@dataclass(frozen=True)
class Plan:
    """The weeks of one person from Monday `starts_on` on; before `today` nothing is free."""

    starts_on: date
    today: date
    rooms: tuple[Room, ...]

    @cached_property
    def reached(self) -> tuple[int, ...]:
        """Minutes for tasks until the end of each day, the inflow taken off; the first is 0, before all days."""
        by_day = [minutes for room in self.rooms for minutes in _for_tasks(room)]
        return tuple(accumulate(by_day, initial=0))

    @property
    def ends_before(self) -> date:
        return self.starts_on + timedelta(days=DAYS * len(self.rooms))

    @property
    def last_day(self) -> int:
        return DAYS * len(self.rooms)

    def day_of(self, due_on: date) -> int:
        """How many days of the plan have passed at the end of `due_on`; what is overdue is wanted within a week."""
        wanted = self.today + OVERDUE_WITHIN if due_on < self.today else due_on
        return min((wanted - self.starts_on).days + 1, self.last_day)

    def week_of(self, due_on: date) -> int:
        """Which week what is due then counts in; what is overdue is wanted in the running one."""
        return 0 if due_on < self.today else max(0, self.day_of(due_on) - 1) // DAYS


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """One week in minutes. `tasks` fit before their deadlines; `late` do not, and are counted where they are due, in
    the running week when they are overdue."""

    starts_on: date
    capacity: int
    inflow: int
    tasks: int
    late: int

    @property
    def demand(self) -> int:
        return self.inflow + self.tasks + self.late

    @property
    def over(self) -> int:
        """What goes beyond the capacity."""
        return max(0, self.demand - self.capacity)

    @property
    def spare(self) -> int:
        return max(0, self.capacity - self.demand)

    @property
    def percent(self) -> int | None:
        """Rounded half up; None where there is no capacity."""
        return part_of(PERCENT, self.demand, self.capacity) if self.capacity else None

    def tone(self, rules: WorkloadRules) -> Tone:
        """Over: above the policy's percent, or something cannot be ready in time."""
        if self.percent is None:
            return Tone.OVER if self.demand else Tone.NONE
        if self.late or self.percent > rules.overload_percent:
            return Tone.OVER
        return Tone.IDLE if self.percent < rules.idle_percent else Tone.FINE


@dataclass(frozen=True, slots=True)
class Spread:
    """The weeks of somebody, and what they are made of: `parts` {key: minutes that fit in each week}, `late` {key:
    minutes that do not fit before the deadline}."""

    weeks: tuple[WeekLoad, ...]
    parts: Mapping[str, tuple[int, ...]]
    late: Mapping[str, int]

    @property
    def worst(self) -> int:
        """Minutes beyond the capacity in the fullest week."""
        return max((week.over for week in self.weeks), default=0)

    def is_over(self, rules: WorkloadRules) -> bool:
        return any(week.tone(rules) is Tone.OVER for week in self.weeks)


@dataclass
class _Placing:
    """What was placed so far: by week, and in all."""

    plan: Plan
    by_week: list[int] = field(default_factory=list)
    total: int = 0

    def __post_init__(self) -> None:
        self.by_week = [0] * len(self.plan.rooms)

    def place(self, minutes: int, until: int) -> tuple[int, ...]:
        """Spreads what fits into the first `until` days over their weeks, by the room that is left in each."""
        reached = self.plan.reached
        fits = max(0, min(minutes, reached[until] - self.total))
        left = [
            max(0, reached[max(week * DAYS, min(until, (week + 1) * DAYS))] - reached[week * DAYS] - placed)
            for week, placed in enumerate(self.by_week)
        ]
        parts = allotted(fits, left)
        self.by_week = [placed + part for placed, part in zip(self.by_week, parts, strict=True)]
        self.total += fits
        return parts


def spread(plan: Plan, pieces: Iterable[Piece]) -> Spread:
    """Work is done earliest deadline first, spread evenly from now to its deadline, never beyond the room that is left;
    what does not fit is late. Of work that is due after the last week each week takes an equal part; work without a
    deadline takes what is left at last, and is never late."""
    placing = _Placing(plan)
    parts, late = {}, {}
    late_by_week = [0] * len(plan.rooms)
    for piece, (minutes, until, is_firm) in _in_order(plan, pieces):
        parts[piece.key] = placed = placing.place(minutes, until)
        missing = minutes - sum(placed) if is_firm else 0
        if missing and piece.due_on is not None:
            late[piece.key] = missing
            late_by_week[plan.week_of(piece.due_on)] += missing
    return Spread(tuple(_weeks(plan, placing.by_week, late_by_week)), parts, late)


def day_due(deadline: datetime, today: date) -> date:
    """The last day that can be worked on until `deadline`, which is given in the zone of the board: one before noon
    leaves little of its day, so it is the day before; but what is due today is not overdue yet."""
    due_on = deadline.date()
    if due_on > today and deadline.hour < NOON:
        return due_on - timedelta(days=1)
    return due_on


def free_by_day(plan: Plan, pieces: Iterable[Piece]) -> tuple[int, ...]:
    """By how many days of the plan have passed: minutes that could be given to somebody to be done by then, so that
    whatever they have is still ready in time; the last is for what has no deadline."""
    wanted = [0] * len(plan.reached)
    for piece in pieces:
        minutes, day, _is_firm = _wanted(plan, piece)
        wanted[day] += minutes
    left = [room - asked for room, asked in zip(plan.reached, accumulate(wanted), strict=True)]
    return tuple(max(0, minutes) for minutes in accumulate(reversed(left), min))[::-1]


def free_before(plan: Plan, pieces: Iterable[Piece], due_on: date | None) -> int:
    """Of these, the minutes before one deadline."""
    return free_by_day(plan, pieces)[plan.last_day if due_on is None else plan.day_of(due_on)]


def allotted(minutes: int, shares: Sequence[int]) -> tuple[int, ...]:
    """`minutes` by shares, exactly; all zero where the shares are."""
    whole = sum(shares)
    if not whole:
        return (0,) * len(shares)
    marks = [minutes * reached // whole for reached in accumulate(shares, initial=0)]
    return tuple(end - start for start, end in pairwise(marks))


def _in_order(plan: Plan, pieces: Iterable[Piece]) -> list[tuple[Piece, tuple[int, int, bool]]]:
    """Each with what is wanted of it, the nearest day first: every window then holds the ones before it."""
    wanted = [(piece, _wanted(plan, piece)) for piece in pieces]
    return sorted(wanted, key=lambda one: (one[1][1], not one[1][2], one[0].due_on or date.max, one[0].key))


def _wanted(plan: Plan, piece: Piece) -> tuple[int, int, bool]:
    """(minutes, within how many days of the plan, whether what does not fit is late)."""
    whole = plan.last_day
    if piece.due_on is None:
        return piece.minutes, whole, False
    if piece.due_on >= plan.ends_before:
        weeks = -(-((piece.due_on - plan.starts_on).days + 1) // DAYS)
        return -(-piece.minutes * len(plan.rooms) // weeks), whole, False
    return piece.minutes, plan.day_of(piece.due_on), True


def _weeks(plan: Plan, tasks: Sequence[int], late: Sequence[int]) -> Iterable[WeekLoad]:
    for number, room in enumerate(plan.rooms):
        starts_on = plan.starts_on + timedelta(days=DAYS * number)
        yield WeekLoad(starts_on, room.capacity, room.inflow, tasks[number], late[number])


def _for_tasks(room: Room) -> tuple[int, ...]:
    """What the inflow leaves of each day."""
    return allotted(max(0, room.capacity - room.inflow), room.free)


def part_of(minutes: int, of: int, whole: int) -> int:
    """minutes × of ÷ whole, rounded half up."""
    return (2 * minutes * of + whole) // (2 * whole)
