"""The load board of a department: its people, their weeks, and the moves that would help (L7)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from support_desk.shared.viewer import Viewer
from workload import work_sources
from workload.domain.load import DAYS, Piece, Spread, Tone, WeekLoad, day_due
from workload.domain.moves import NOBODY, Move, Shortage, Worker, propose, shortages
from workload.domain.planned import PlannedDay
from workload.domain.rooms import no_plan, plan_of
from workload.queries.load.covering import covered_inflow
from workload.queries.load.departments import LoadDepartment
from workload.queries.load.people import LoadPerson, nobody
from workload.queries.load.places import MOST_WEEKS, LoadPlace
from workload.queries.planned import planned_by
from workload.work_sources import Inflow, OpenWork

WEEKS_SHOWN = 4


@dataclass(frozen=True)
class Board:
    """`weeks`: the Mondays of all that is reckoned with, the running one first; `shown`: how many are looked at.
    `work`: by key; titles only of what the viewer sees. `workers`: in the order of `people`, then NOBODY."""

    department: LoadDepartment
    weeks: Sequence[date]
    shown: int
    people: Sequence[LoadPerson]
    workers: Sequence[Worker]
    work: Mapping[str, OpenWork]
    days: Mapping[int, Sequence[PlannedDay]]

    @cached_property
    def loads(self) -> dict[int, Spread]:
        return {worker.id: worker.load for worker in self.workers}

    def weeks_of(self, worker_id: int) -> Sequence[WeekLoad]:
        """Of those that are looked at."""
        return self.loads[worker_id].weeks[: self.shown]

    @cached_property
    def nobody(self) -> Worker | None:
        """What waits for somebody; None where nothing does, or the viewer does not see the whole board."""
        last = self.workers[-1] if self.workers else None
        return last if last and last.id == NOBODY and last.pieces else None

    @cached_property
    def names(self) -> dict[int, str]:
        return {person.id: person.name for person in self.people} | {NOBODY: nobody().name}

    @cached_property
    def skill_names(self) -> dict[int, str]:
        return {pk: name for person in self.people for pk, name in person.skill_names.items()}

    def standing_out(self, tone: Tone) -> list[LoadPerson]:
        """Whose first week has that tone."""
        rules = self.department.rules
        return [person for person in self.people if self.loads[person.id].weeks[0].tone(rules) is tone]

    def moves(self, banned: Collection[tuple[str, int]] = frozenset()) -> list[Move]:
        """Proposals of what the viewer may decide; `banned`: (key, person) turned down before."""
        return propose(self.workers, self.department.rules, banned=banned)

    def shortages(self) -> list[Shortage]:
        """What no move within the department can help (L8)."""
        return shortages(self.workers, self.department.rules)


def load_board(place: LoadPlace, viewer: Viewer, shown: int = WEEKS_SHOWN, *, employee_id: int | None = None) -> Board:
    """Of all its people, or of one alone; always of eight weeks, so that the figures of one do not depend on how many
    are looked at. Three statements, whatever the number of people and tasks."""
    department, everybody = place.department, place.people
    today = department.today(viewer)
    monday = today - timedelta(days=today.weekday())
    mondays = [monday + timedelta(days=DAYS * number) for number in range(MOST_WEEKS)]
    last = mondays[-1] + timedelta(days=DAYS - 1)
    days = planned_by(place.terms, [one.id for one in everybody], monday, last)
    only = employee_id if department.is_whole else viewer.employee_id
    people = [one for one in everybody if only in (None, one.id) and employee_id in (None, one.id)]
    ids = [person.id for person in people]
    whole = [department.id] if department.is_whole and employee_id in (None, NOBODY) else []
    work = work_sources.open_work(employee_ids=ids, viewer=viewer, department_ids=whole)
    parts = work_sources.inflow(employee_ids=[one.id for one in everybody], weeks=mondays)
    inflow = _inflow(parts, mondays)
    covering = covered_inflow(everybody, days, parts, mondays, today)
    pieces = _pieces(work, department, today)
    workers = [
        Worker(
            id=person.id,
            department_id=department.id,
            plan=plan_of(
                days[person.id],
                inflow[person.id],
                covering=covering[person.id],
                starts_on=monday,
                today=today,
                at=viewer.at,
            ),
            pieces=tuple(pieces[person.id]),
            skills=person.skills,
        )
        for person in people
    ]
    waits = no_plan(MOST_WEEKS, starts_on=monday, today=today)
    workers += [Worker(NOBODY, department.id, waits, tuple(pieces[NOBODY]), {})] if whole else []
    return Board(department, mondays, shown, people, workers, {one.key: one for one in work}, days)


def _inflow(parts: Sequence[Inflow], mondays: Sequence[date]) -> Mapping[int, list[int]]:
    """{person: minutes of each week}, all their projects together."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0] * len(mondays))
    for part in parts:
        sums[part.employee_id] = [one + more for one, more in zip(sums[part.employee_id], part.by_week, strict=True)]
    return sums


def _pieces(work: Sequence[OpenWork], department: LoadDepartment, today: date) -> Mapping[int, list[Piece]]:
    """{person: what they have before them}; deadlines are days of the department."""
    found: dict[int, list[Piece]] = defaultdict(list)
    for one in work:
        due_on = day_due(one.deadline_at.astimezone(department.zone), today) if one.deadline_at else None
        piece = Piece(one.key, one.remaining_minutes, due_on, one.skill_id, one.is_movable)
        found[one.employee_id or NOBODY].append(piece)
    return found
