"""Everything that `/load/` shows (L7, L8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from support_desk.shared.viewer import Viewer
from workload.load_permissions import can_raise_alarm
from workload.queries.load.board import WEEKS_SHOWN, Board, load_board
from workload.queries.load.departments import LoadDepartment
from workload.queries.load.former import FormerMoves
from workload.queries.load.moves import Proposal, proposals
from workload.queries.load.places import MOST_WEEKS, load_place


@dataclass(frozen=True, slots=True)
class LoadPage:
    """`late_minutes`: what does not fit before its deadlines, if nothing is moved."""

    departments: Sequence[LoadDepartment]
    board: Board
    former: FormerMoves
    proposals: Sequence[Proposal]
    late_minutes: int
    may_raise: bool


def load_page(viewer: Viewer, department_id: int | None = None, weeks: int = WEEKS_SHOWN) -> LoadPage | None:
    """Of one department, of the first where none is asked for; None for one whose board the viewer may not see. Four
    statements, and one more for calendars this process has not read yet."""
    place = load_place(viewer, department_id)
    if place is None:
        return None
    board = load_board(place, viewer, weeks)
    return LoadPage(
        departments=place.departments,
        board=board,
        former=place.former,
        proposals=proposals(board, place.former),
        late_minutes=sum(sum(load.late.values()) for load in board.loads.values()),
        may_raise=can_raise_alarm(viewer, board.department.id),
    )


def asked_board(viewer: Viewer, department_id: int | None = None, weeks: int = WEEKS_SHOWN) -> Board | None:
    """The board alone, without proposals. As many statements."""
    place = load_place(viewer, department_id)
    return load_board(place, viewer, weeks) if place else None


def weeks_asked(text: str) -> int:
    """From what an address says: one to eight weeks, four when it makes no sense."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 1 else WEEKS_SHOWN
    return number if 1 <= number <= MOST_WEEKS else WEEKS_SHOWN
