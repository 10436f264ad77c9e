"""Everything that `/load/` shows (L7, L8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from support_desk.shared.viewer import Viewer
from workload.load_permissions import can_raise_alarm
from workload.queries.load.board import MOST_WEEKS, WEEKS_SHOWN, Board, load_board
from workload.queries.load.departments import LoadDepartment, load_departments
from workload.queries.load.moves import KeptMoves, Proposal, kept_moves, proposals


@dataclass(frozen=True, slots=True)
class LoadPage:
    """`late_minutes`: what does not fit before its deadlines, if nothing is moved."""

    departments: Sequence[LoadDepartment]
    board: Board
    kept: KeptMoves
    proposals: Sequence[Proposal]
    late_minutes: int
    may_raise: bool


def load_page(viewer: Viewer, department_id: int | None = None, weeks: int = WEEKS_SHOWN) -> LoadPage | None:
    """Of one department, of the first where none is asked for; None for one whose board the viewer may not see. Eight
    statements."""
    departments = load_departments(viewer)
    asked = [one for one in departments if department_id in (None, one.id)]
    if not asked:
        return None
    department = _first(asked, viewer)
    board = load_board(department, viewer, weeks)
    kept = kept_moves(department, viewer)
    return LoadPage(
        departments=departments,
        board=board,
        kept=kept,
        proposals=proposals(board, kept),
        late_minutes=sum(sum(load.late.values()) for load in board.loads.values()),
        may_raise=can_raise_alarm(viewer, department.id),
    )


def weeks_asked(text: str) -> int:
    """From what an address says: one to eight weeks, four when it makes no sense."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 1 else WEEKS_SHOWN
    return number if 1 <= number <= MOST_WEEKS else WEEKS_SHOWN


def _first(departments: Sequence[LoadDepartment], viewer: Viewer) -> LoadDepartment:
    """One's own before those one only looks after."""
    own = viewer.department_ids | viewer.headed_department_ids
    return min(departments, key=lambda one: (one.id not in own, one.name))
