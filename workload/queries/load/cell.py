"""What makes up one cell of the board: tasks, inflow, and the days with their absences (L7, P2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from support_desk.shared.viewer import Viewer
from workload import work_sources
from workload.domain.load import DAYS, WeekLoad
from workload.domain.moves import NOBODY
from workload.domain.planned import PlannedDay
from workload.models import Absence
from workload.queries.load.board import Board, load_board
from workload.queries.load.departments import LoadDepartment
from workload.queries.load.people import LoadPerson, nobody
from workload.queries.load.places import load_place
from workload.work_sources import Inflow, OpenWork


@dataclass(frozen=True, slots=True)
class WorkPart:
    """Work with its minutes of the week, and those that do not fit before its deadline."""

    work: OpenWork
    minutes: int
    late: int


@dataclass(frozen=True, slots=True)
class DayPart:
    """A day: `absences` by type, of those whose type the viewer may know; `is_away` is told to everybody."""

    day: PlannedDay
    is_away: bool
    absences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's week. `inflow`: (project, minutes of the week), without names of what the viewer does not see;
    `covering_minutes`: the inflow that they answer for colleagues who are absent."""

    department: LoadDepartment
    person: LoadPerson
    week: WeekLoad
    work: Sequence[WorkPart]
    inflow: Sequence[tuple[Inflow, int]]
    days: Sequence[DayPart]
    covering_minutes: int


def load_cell(viewer: Viewer, employee_id: int, monday: date, department_id: int | None = None) -> Cell | None:
    """None for somebody or a week that the viewer does not see. What is NOBODY's is asked of a department. Six
    statements at most, and one more for calendars this process has not read yet."""
    place = load_place(viewer, department_id, employee_id=None if employee_id == NOBODY else employee_id)
    board = load_board(place, viewer, employee_id=employee_id) if place else None
    if board is None or monday not in board.weeks or not (board.people or board.nobody):
        return None
    return _cell(board, viewer, list(board.weeks).index(monday))


def _cell(board: Board, viewer: Viewer, number: int) -> Cell:
    person = board.people[0] if board.people else nobody()
    load = board.loads[person.id]
    inflow = work_sources.inflow(employee_ids=[person.id], weeks=board.weeks, viewer=viewer)
    return Cell(
        department=board.department,
        person=person,
        week=load.weeks[number],
        work=_work(board, person.id, number),
        inflow=[(one, one.by_week[number]) for one in inflow if one.by_week[number]],
        days=_days(board.days.get(person.id, ()), board.weeks[number], viewer),
        covering_minutes=board.workers[0].plan.rooms[number].covering_minutes,
    )


def _work(board: Board, employee_id: int, number: int) -> list[WorkPart]:
    """What lies in the week, the most first; what is late in the week of its deadline."""
    load, plan = board.loads[employee_id], board.workers[0].plan
    found = []
    for piece in board.workers[0].pieces:
        is_due = piece.due_on is not None and plan.week_of(piece.due_on) == number
        late = load.late.get(piece.key, 0) if is_due else 0
        minutes = load.parts[piece.key][number]
        if minutes or late:
            found.append(WorkPart(board.work[piece.key], minutes, late))
    return sorted(found, key=lambda part: (-part.late, -part.minutes, part.work.key))


def _days(days: Sequence[PlannedDay], monday: date, viewer: Viewer) -> list[DayPart]:
    """The days on which something is planned."""
    week = [day for day in days if monday <= day.day < monday + timedelta(days=DAYS) and day.planned_minutes]
    known = _types({away.absence_id for day in week for away in day.aways}, viewer)
    return [
        DayPart(day, bool(day.aways), [known[away.absence_id] for away in day.aways if away.absence_id in known])
        for day in week
    ]


def _types(absence_ids: set[int], viewer: Viewer) -> Mapping[int, str]:
    """{absence: its type in words} of those whose type the viewer may know (P2). One statement, none without."""
    if not absence_ids:
        return {}
    seen = Absence.objects.visible_to(viewer).filter(pk__in=absence_ids).values_list("pk", "type")
    return {pk: str(Absence.Type(type_).label) for pk, type_ in seen}
