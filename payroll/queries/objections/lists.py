"""Lists of objections, and one with all that its page shows (Y4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from payroll.models import PayObjection
from payroll.queries.slips.boxes import Box, formula_of
from payroll.queries.slips.line_names import line_name
from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.viewer import Viewer

TONES = {"open": "soon", "upheld": "done", "rejected": "line"}
ICONS = {"open": "hourglass", "upheld": "check", "rejected": "x"}
ORDER = ("turn", "-id")


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection, and whether the viewer is to answer it."""

    objection: Any
    may_answer: bool

    @property
    def tone(self) -> str:
        return TONES[self.objection.state]

    @property
    def icon(self) -> str:
        return ICONS[self.objection.state]

    @property
    def line(self) -> str:
        """The name of the line."""
        return line_name(self.objection.line.code)

    @property
    def boxes(self) -> Sequence[Box]:
        """The formula of the line."""
        return formula_of(self.objection.line)


def objections_of(viewer: Viewer) -> QuerySet[PayObjection]:
    """What the viewer sees, with all that is shown of it; `turn`: 0 where it waits for the viewer's answer."""
    mine = When(pk__in=PayObjection.objects.for_answer_of(viewer).values("pk"), then=Value(0))
    is_open = When(state=PayObjection.State.OPEN, then=Value(1))
    return (
        PayObjection.objects.visible_to(viewer)
        .select_related("employee", "line__payslip__department", "answered_by", "written_by", "adjustment")
        .defer("line__payslip__inputs")
        .annotate(turn=Case(mine, is_open, default=Value(2), output_field=IntegerField()))
    )


def objection_list(viewer: Viewer, *, state: str = "", cursor: str = "") -> Page[PayObjection]:
    """Fifty rows: what waits for the viewer first, then what is open, then the latest. One statement."""
    found = objections_of(viewer)
    return keyset_page(found.filter(state=state) if state else found, order=ORDER, cursor=cursor)


def objection_row(objection: Any) -> ObjectionRow:
    """Of one that was read by `objections_of`. No statement."""
    return ObjectionRow(objection, objection.turn == 0)
