"""Proposed moves, with the names they are shown by (L7)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from support_desk.shared.viewer import Viewer
from workload.domain.moves import Move
from workload.queries.load.board import Board, load_board
from workload.queries.load.former import FormerMoves
from workload.queries.load.places import load_place
from workload.work_sources import OpenWork


@dataclass(frozen=True, slots=True)
class Proposal:
    """A move with the work and the names it is shown by."""

    move: Move
    work: OpenWork
    department_id: int
    from_name: str
    to_name: str
    skill_name: str
    deadline_on: date | None

    @property
    def reasons(self) -> dict[str, Any]:
        """Codes with their figures, as they are kept and as the API tells them."""
        found: dict[str, Any] = {"free_minutes": self.move.free_minutes}
        if self.move.level is not None:
            found |= {"skill": self.skill_name, "level": self.move.level}
        if self.deadline_on is not None:
            found["deadline_kept"] = self.deadline_on.isoformat()
        return found


def proposals(board: Board, former: FormerMoves) -> list[Proposal]:
    """What the viewer may apply, with names. No statement."""
    return [_proposal(move, board) for move in board.moves(former.turned_down)]


def proposal_of(department_id: int, key: str, to_id: int, viewer: Viewer) -> Proposal | None:
    """The proposal to give this work to that person, as long as it holds. As many statements as the board and one."""
    place = load_place(viewer, department_id)
    found = proposals(load_board(place, viewer), place.former) if place else []
    return next((one for one in found if (one.move.key, one.move.to_id) == (key, to_id)), None)


def _proposal(move: Move, board: Board) -> Proposal:
    work = board.work[move.key]
    return Proposal(
        move=move,
        work=work,
        department_id=board.department.id,
        from_name=board.names[move.from_id],
        to_name=board.names[move.to_id],
        skill_name=board.skill_names.get(move.skill_id or 0, ""),
        deadline_on=work.deadline_at.astimezone(board.department.zone).date() if work.deadline_at else None,
    )
