"""What people are responsible for in apps above this one, asked through a registry so that imports run one way."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A piece of work that somebody has before them (L7); `employee_id`: None while it waits for somebody. `key` names
    it to its source ("task:17"). `deadline_at`: None where nobody has set one. `title` and `url` are "" for who does
    not see it (P2). `is_movable`: somebody else may do it, and the viewer may decide so."""

    key: str
    employee_id: int | None
    department_id: int
    title: str
    url: str
    remaining_minutes: int
    deadline_at: datetime | None
    skill_id: int | None
    is_movable: bool


@dataclass(frozen=True, slots=True)
class Inflow:
    """What one thing that somebody answers for usually brings, in norm minutes for each week that was asked about.
    `cover_id`: who answers for it when its owner is absent and has named nobody."""

    employee_id: int
    title: str
    url: str
    by_week: tuple[int, ...]
    cover_id: int | None = None


@dataclass(frozen=True, slots=True)
class WorkMove:
    """Work that goes from one person, None: from nobody, to another. `is_undo`: back, unless the other one has begun
    with it."""

    key: str
    from_id: int | None
    to_id: int
    reason: str
    is_undo: bool = False


@dataclass(frozen=True, slots=True)
class SpareHours:
    """Paid hours of a client that nobody uses this month, which idle people could (L8)."""

    title: str
    url: str
    department_id: int
    owner_id: int | None
    minutes: int


@dataclass(frozen=True, slots=True)
class CoverTime:
    """What `cover_id` worked in the absence of `covered_id` (L4, L6)."""

    cover_id: int
    covered_id: int
    day: date
    actual_minutes: int
    norm_minutes: int


@dataclass(frozen=True, slots=True)
class OperationUse:
    """How often an operation was done, and for how long (L9)."""

    operation_id: int
    times: int
    minutes: int


class WorkSource(Protocol):
    """One app that hands out work. It tells what it has; the rest stays empty."""

    def owned_projects(self, *, employee_id: int, outside_department_id: int | None) -> list[str]:
        """Names of the active projects somebody answers for; those of `outside_department_id` are left out."""
        return []

    def open_work(
        self, *, employee_ids: Collection[int], viewer: Viewer, department_ids: Collection[int] = ()
    ) -> list[OpenWork]:
        """What these people have before them, and what is nobody's in these departments, as `viewer` may know it. One
        statement."""
        return []

    def inflow(self, *, employee_ids: Collection[int], weeks: Sequence[date], viewer: Viewer | None) -> list[Inflow]:
        """What their projects usually bring in the weeks from each Monday of `weeks` on (R3), without names; with a
        `viewer`, with the names of what they see. One statement, or two."""
        return []

    def time_logged(self, *, employee_ids: Collection[int], first: date, last: date) -> Mapping[tuple[int, date], int]:
        """{(employee, day): actual minutes logged}. One statement."""
        return {}

    def cover_time(self, *, covered_ids: Collection[int], first: date, last: date) -> list[CoverTime]:
        """What others worked in the absence of these people, by cover and day. One statement."""
        return []

    def spare_hours(self, *, department_ids: Collection[int], viewer: Viewer) -> list[SpareHours]:
        """Contract hours of this month that are not used, of what `viewer` sees. A few statements."""
        return []

    def operation_use(
        self, *, department_id: int, position_id: int | None, first: date, last: date
    ) -> list[OperationUse]:
        """How much of each operation the department has done; with a `position_id`, those who held it that day. One
        statement."""
        return []

    def consequences(self, *, employee_id: int, starts_at: datetime, ends_at: datetime) -> list[str]:
        """What already happened in a time that is now declared an absence, a sentence each (L2). A few statements."""
        return []

    def move(self, *, move: WorkMove, by: Viewer, at: datetime) -> bool:
        """Gives a piece of work to somebody else, by the action its own page uses; False for a key that is another
        source's. Refused, with a sentence, when that cannot be, or somebody else has moved it meanwhile."""
        return False


SOURCES: list[WorkSource] = []


def register(source: WorkSource) -> None:
    """Called from an app's `ready()`; twice changes nothing."""
    if source not in SOURCES:
        SOURCES.append(source)


def owned_projects(*, employee_id: int, outside_department_id: int | None = None) -> list[str]:
    """All projects that would be left without a rightful owner."""
    return [
        name
        for source in SOURCES
        for name in source.owned_projects(employee_id=employee_id, outside_department_id=outside_department_id)
    ]


def open_work(*, employee_ids: Collection[int], viewer: Viewer, department_ids: Collection[int] = ()) -> list[OpenWork]:
    """What these people have before them, and what is nobody's in these departments, from every source."""
    asked: dict[str, Any] = {"employee_ids": employee_ids, "viewer": viewer, "department_ids": department_ids}
    return [work for source in SOURCES for work in source.open_work(**asked)]


def inflow(*, employee_ids: Collection[int], weeks: Sequence[date], viewer: Viewer | None = None) -> list[Inflow]:
    """What these people's projects usually bring, from every source."""
    asked: dict[str, Any] = {"employee_ids": employee_ids, "weeks": weeks, "viewer": viewer}
    return [row for source in SOURCES for row in source.inflow(**asked)]


def time_logged(*, employee_ids: Collection[int], first: date, last: date) -> Mapping[tuple[int, date], int]:
    """{(employee, day): actual minutes}, all sources together."""
    sums: dict[tuple[int, date], int] = defaultdict(int)
    for source in SOURCES:
        for key, minutes in source.time_logged(employee_ids=employee_ids, first=first, last=last).items():
            sums[key] += minutes
    return sums


def cover_time(*, covered_ids: Collection[int], first: date, last: date) -> list[CoverTime]:
    """Work done in the absence of these people, from every source."""
    return [row for source in SOURCES for row in source.cover_time(covered_ids=covered_ids, first=first, last=last)]


def spare_hours(*, department_ids: Collection[int], viewer: Viewer) -> list[SpareHours]:
    """Paid hours that nobody uses, from every source."""
    return [row for source in SOURCES for row in source.spare_hours(department_ids=department_ids, viewer=viewer)]


def operation_use(*, department_id: int, first: date, last: date, position_id: int | None = None) -> list[OperationUse]:
    """How much of each operation was done, from every source."""
    asked: dict[str, Any] = {"department_id": department_id, "position_id": position_id, "first": first, "last": last}
    return [row for source in SOURCES for row in source.operation_use(**asked)]


def consequences(*, employee_id: int, starts_at: datetime, ends_at: datetime) -> list[str]:
    """What a retroactive absence touches, from every source."""
    return [
        sentence
        for source in SOURCES
        for sentence in source.consequences(employee_id=employee_id, starts_at=starts_at, ends_at=ends_at)
    ]


def move(*, move: WorkMove, by: Viewer, at: datetime) -> bool:
    """Gives a piece of work to somebody else; False when no source knows the key."""
    return any(source.move(move=move, by=by, at=at) for source in SOURCES)
