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
    board = _board(departments, viewer, department_id, weeks)
    if board is None:
        return None
    kept = kept_moves(board.department, viewer)
    return LoadPage(
        departments=departments,
        board=board,
        kept=kept,
        proposals=proposals(board, kept),
        late_minutes=sum(sum(load.late.values()) for load in board.loads.values()),
        may_raise=can_raise_alarm(viewer, board.department.id),
    )


def asked_board(viewer: Viewer, department_id: int | None = None, weeks: int = WEEKS_SHOWN) -> Board | None:
    """The board alone, without proposals. Seven statements."""
    return _board(load_departments(viewer), viewer, department_id, weeks)


def weeks_asked(text: str) -> int:
    """From what an address says: one to eight weeks, four when it makes no sense."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 1 else WEEKS_SHOWN
    return number if 1 <= number <= MOST_WEEKS else WEEKS_SHOWN


def _board(
    departments: Sequence[LoadDepartment], viewer: Viewer, department_id: int | None, weeks: int
) -> Board | None:
    """Of the one that is asked for; else of one's own before those that one only looks after."""
    asked = [one for one in departments if department_id in (None, one.id)]
    own = viewer.department_ids | viewer.headed_department_ids
    first = min(asked, key=lambda one: (one.id not in own, one.name), default=None)
    return load_board(first, viewer, weeks) if first else None
