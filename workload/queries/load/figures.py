"""How full a week of a department is, in figures that an alarm keeps (L8)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from support_desk.shared.viewer import Viewer
from workload.domain.load import Tone
from workload.domain.moves import Worker
from workload.queries.load.board import Board, load_board
from workload.queries.load.places import load_place


@dataclass(frozen=True, slots=True)
class Figures:
    """Minutes of one week; `people`: how many of them are over. `late`: what those who have it cannot do in time;
    `shortfall`: what nobody can, whatever is moved, which are the pieces of work `keys`."""

    demand: int
    capacity: int
    late: int
    people: int
    shortfall: int
    keys: Sequence[str]

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def whole_board(department_id: int, at: datetime) -> Board | None:
    """Everything that is known, eight weeks ahead, for rules and not for eyes; None for a department that is closed."""
    viewer = Viewer.system(at)
    place = load_place(viewer, department_id)
    return load_board(place, viewer) if place else None


def figures_of(board: Board, skill_id: int | None, week: date) -> Figures | None:
    """Of those who have the skill and of what is late for want of it, of all where none is asked; None for a week that
    is over or too far ahead."""
    if week not in board.weeks:
        return None
    number = list(board.weeks).index(week)
    people = [person for person in board.people if skill_id is None or skill_id in person.skills]
    weeks = [board.loads[person.id].weeks[number] for person in people]
    late = sum(_late(worker, skill_id, number) for worker in board.workers)
    lacking = [one for one in board.shortages() if one.starts_on == week and skill_id in (None, one.skill_id)]
    return Figures(
        demand=sum(one.inflow + one.tasks for one in weeks) + late,
        capacity=sum(one.capacity for one in weeks),
        late=late,
        people=sum(one.tone(board.department.rules) is Tone.OVER for one in weeks),
        shortfall=sum(one.minutes for one in lacking),
        keys=sorted(key for one in lacking for key in one.keys),
    )


def _late(worker: Worker, skill_id: int | None, number: int) -> int:
    """Minutes of that skill that are late in that week; of all skills where none is asked."""
    return sum(
        worker.load.late.get(piece.key, 0)
        for piece in worker.pieces
        if piece.due_on is not None
        and worker.plan.week_of(piece.due_on) == number
        and skill_id in (None, piece.skill_id)
    )
