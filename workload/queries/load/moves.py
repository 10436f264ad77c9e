"""Proposed moves, and what became of former ones (L7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from support_desk.shared.viewer import Viewer
from workload.domain.moves import Move
from workload.models import LoadMove
from workload.queries.load.board import Board, load_board
from workload.queries.load.departments import LoadDepartment
from workload.work_sources import OpenWork

# What was applied so lately is shown with its "Undo".
SHOWN_FOR = timedelta(days=7)


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


@dataclass(frozen=True, slots=True)
class KeptMoves:
    """`standing`: applied lately, and the viewer's to see. `turned_down`: (key, person)."""

    standing: Sequence[LoadMove]
    turned_down: frozenset[tuple[str, int]]

    def moved_lately(self, board: Board) -> list[tuple[LoadMove, bool]]:
        """Each with whether it can be undone: the work is still with whom it went to, and the viewer's to give."""
        return [(move, _is_undoable(move, board.work.get(move.work_key))) for move in self.standing]


def kept_moves(department: LoadDepartment, viewer: Viewer) -> KeptMoves:
    """One statement."""
    seen = LoadMove.objects.visible_to(viewer).filter(pk=OuterRef("pk"))
    rows = LoadMove.objects.filter(department=department.id, state__in=["applied", "dismissed"])
    rows = rows.filter(Q(state="dismissed") | Q(decided_at__gt=viewer.at - SHOWN_FOR)).annotate(is_seen=Exists(seen))
    known = list(rows.select_related("from_employee", "to_employee").order_by("-decided_at", "-pk"))
    turned_down = frozenset((row.work_key, row.to_employee_id) for row in known if row.state == "dismissed")
    standing = [row for row in known if row.state == "applied" and row.is_seen]  # type: ignore[attr-defined]  # annotated
    return KeptMoves(standing, turned_down)


def proposals(board: Board, kept: KeptMoves) -> list[Proposal]:
    """What the viewer may apply, with names. No statement."""
    return [_proposal(move, board) for move in board.moves(kept.turned_down)]


def proposal_of(department: LoadDepartment, key: str, to_id: int, viewer: Viewer) -> Proposal | None:
    """The proposal to give this work to that person, as long as it holds. As many statements as the board and one."""
    found = proposals(load_board(department, viewer), kept_moves(department, viewer))
    return next((one for one in found if (one.move.key, one.move.to_id) == (key, to_id)), None)


def _is_undoable(move: LoadMove, work: OpenWork | None) -> bool:
    is_there = work is not None and work.is_movable and work.employee_id == move.to_employee_id
    return is_there and move.from_employee_id is not None


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
