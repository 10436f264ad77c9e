"""Lists of adjustments, and one with all that its page shows (Y5)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from payroll.adjustment_permissions import can_take_back
from payroll.models import PayAdjustment
from payroll.queries.adjustments.stranded import with_stranded
from payroll.queries.slips.line_names import line_name
from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.viewer import Viewer

TONES = {"proposed": "soon", "agreed": "done", "refused": "line"}
ICONS = {"proposed": "hourglass", "agreed": "check", "refused": "x"}
ORDER = ("turn", "-id")


@dataclass(frozen=True, slots=True)
class LineStory:
    """What a line of a computed correction was and is, in rubles."""

    section: int | None
    name: str
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """An adjustment with what the viewer may do about it, by the rules that the actions obey."""

    adjustment: Any
    may_decide: bool
    may_take_back: bool
    is_own: bool

    @property
    def tone(self) -> str:
        return TONES[self.adjustment.state]

    @property
    def icon(self) -> str:
        return ICONS[self.adjustment.state]

    @property
    def line(self) -> str:
        """The corrected line's name, "" of an addition."""
        return line_name(self.adjustment.corrects.code) if self.adjustment.corrects else ""

    @property
    def needs_consent(self) -> bool:
        row = self.adjustment
        return bool(row.state == PayAdjustment.State.PROPOSED and row.amount < 0 and row.consented_on is None)


def adjustments_of(viewer: Viewer) -> QuerySet[PayAdjustment]:
    """What the viewer sees, with all that is shown of it; `turn`: 0 where it waits for the viewer;
    `is_stranded`: no payslip pays it any more."""
    mine = When(pk__in=PayAdjustment.objects.for_decision_of(viewer).values("pk"), then=Value(0))
    unpaid = When(is_stranded=True, then=Value(1))
    undecided = When(state=PayAdjustment.State.PROPOSED, then=Value(1))
    return (
        with_stranded(PayAdjustment.objects.visible_to(viewer))
        .select_related(
            "employee", "department", "corrects__payslip", "proposed_by", "decided_by", "payslip", "consent"
        )
        .defer("corrects__payslip__inputs")
        .annotate(turn=Case(mine, unpaid, undecided, default=Value(2), output_field=IntegerField()))
    )


def adjustment_list(viewer: Viewer, *, state: str = "", cursor: str = "") -> Page[PayAdjustment]:
    """Fifty rows: what waits for the viewer first, then what is undecided or nobody pays, then the latest. `state`:
    those only. One statement; `adjustment_row` makes a row of each."""
    found = adjustments_of(viewer)
    return keyset_page(found.filter(state=state) if state else found, order=ORDER, cursor=cursor)


def adjustment_row(adjustment: Any, viewer: Viewer) -> AdjustmentRow:
    """Of one that was read by `adjustments_of`. No statement."""
    is_own = viewer.employee_id is not None and adjustment.employee_id == viewer.employee_id
    return AdjustmentRow(adjustment, adjustment.turn == 0, can_take_back(viewer, adjustment), is_own)


def stories_of(adjustment: PayAdjustment) -> list[LineStory]:
    """Line by line, how a computed correction came about; [] of any other."""
    lines = (adjustment.inputs or {}).get("lines", [])
    return [
        LineStory(section, line_name(code), Decimal(before), Decimal(after)) for section, code, before, after in lines
    ]


def waiting_for_word_of(viewer: Viewer) -> QuerySet[PayAdjustment, Any]:
    """What waits for the viewer's decision."""
    return PayAdjustment.objects.for_decision_of(viewer)
