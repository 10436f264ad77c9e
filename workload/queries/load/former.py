"""What became of former proposals on a board (L7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from support_desk.shared.viewer import Viewer
from workload.models import LoadMove
from workload.work_sources import OpenWork

# What was applied so lately is shown with its "Undo".
SHOWN_FOR: Final = timedelta(days=7)
COLUMNS: Final = {
    "id": "pk", "key": "work_key", "title": "title", "url": "url", "from_id": "from_employee_id",
    "from_name": "from_employee__name", "to_id": "to_employee_id", "to_name": "to_employee__name",
    "decided_at": "decided_at",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StandingMove:
    """One that was applied. `from_id`, `from_name`: None where the work waited for somebody."""

    id: int
    key: str
    title: str
    url: str
    from_id: int | None
    from_name: str | None
    to_id: int
    to_name: str
    decided_at: datetime

    def is_undoable(self, work: OpenWork | None) -> bool:
        """The work is still with whom it went to, and the viewer's to give back."""
        is_there = work is not None and work.is_movable and work.employee_id == self.to_id
        return is_there and self.from_id is not None


@dataclass(frozen=True, slots=True)
class FormerMoves:
    """`standing`: applied lately, and the viewer's to see. `turned_down`: (key, person)."""

    standing: Sequence[StandingMove]
    turned_down: frozenset[tuple[str, int]]

    def moved_lately(self, work: Mapping[str, OpenWork]) -> list[tuple[StandingMove, bool]]:
        """Each with whether it can be undone; `work`: by key."""
        return [(move, move.is_undoable(work.get(move.key))) for move in self.standing]


def former_moves(standing: Sequence[Mapping[str, Any]], turned_down: Sequence[Mapping[str, Any]]) -> FormerMoves:
    """From what the two below have put into a statement."""
    return FormerMoves(
        [StandingMove(**{**told, "decided_at": datetime.fromisoformat(told["decided_at"])}) for told in standing],
        frozenset((told["key"], told["to"]) for told in turned_down),
    )


def standing_told(viewer: Viewer) -> ArraySubquery:
    """Of the department of the outer row, the latest first."""
    lately = LoadMove.objects.visible_to(viewer).standing().filter(decided_at__gt=viewer.at - SHOWN_FOR)
    rows = lately.filter(department=OuterRef("pk")).order_by("-decided_at", "-pk")
    return ArraySubquery(rows.values(told=JSONObject(**COLUMNS)))


def turned_down_told() -> ArraySubquery:
    """Of the department of the outer row, for rules."""
    rows = LoadMove.objects.filter(department=OuterRef("pk"), state=LoadMove.State.DISMISSED).order_by("pk")
    return ArraySubquery(rows.values(told=JSONObject(key="work_key", to="to_employee_id")))
