"""How full a week of a department is, in figures that an alarm keeps (L8)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from support_desk.shared.viewer import Viewer
from workload.domain.load import Tone
from workload.domain.moves import NOBODY
from workload.queries.load.board import Board, load_board
from workload.queries.load.departments import LoadDepartment, load_departments


@dataclass(frozen=True, slots=True)
class Figures:
    """Minutes of one week; `people`: how many of them are over."""

    demand: int
    capacity: int
    late: int
    people: int

    def kept(self) -> dict[str, int]:
        return asdict(self)


def whole_board(department_id: int, at: datetime) -> Board | None:
    """Everything that is known, eight weeks ahead, for rules and not for eyes; None for a department that is closed."""
    viewer = Viewer.system(at)
    found = department_of(department_id, viewer)
    return load_board(found, viewer) if found else None


def department_of(department_id: int, viewer: Viewer) -> LoadDepartment | None:
    """One of those whose board the viewer may see. One statement."""
    return next((one for one in load_departments(viewer) if one.id == department_id), None)


def figures_of(board: Board, skill_id: int | None, week: date) -> Figures | None:
    """Of those who have the skill, of all where none is asked; None for a week that is over or too far ahead."""
    if week not in board.weeks:
        return None
    number = list(board.weeks).index(week)
    people = [person for person in board.people if skill_id is None or skill_id in person.skills]
    waits = [NOBODY] if board.nobody else []
    weeks = [board.loads[pk].weeks[number] for pk in [*(person.id for person in people), *waits]]
    return Figures(
        demand=sum(one.demand for one in weeks),
        capacity=sum(one.capacity for one in weeks),
        late=sum(one.late for one in weeks),
        people=sum(one.tone(board.department.rules) is Tone.OVER for one in weeks),
    )


def shortfall_of(board: Board, skill_id: int | None, week: date) -> int:
    """Minutes of that skill and week that nobody has time for; of all skills where none is asked."""
    return sum(
        one.minutes
        for one in board.shortages()
        if one.starts_on == week and (skill_id is None or one.skill_id == skill_id)
    )
