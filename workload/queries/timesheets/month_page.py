"""`/timesheets/<month>/`: the month of a department, people by days (L5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from workload.domain.timesheet_states import SheetEvent
from workload.domain.timesheet_totals import Totals, totals_of
from workload.models import Timesheet
from workload.queries.timesheets.blocks import Block, blocks_of, hints_of
from workload.queries.timesheets.days import SheetDay, days_of_sheets, values_of
from workload.queries.timesheets.late import LateCorrection, late_corrections
from workload.queries.timesheets.months import MonthFacts, kept_departments, month_facts
from workload.timesheet_permissions import may

FILLING = "timesheets.fill"


@dataclass(frozen=True, slots=True)
class GridRow:
    """A person's month with its sums."""

    sheet: Timesheet
    days: Sequence[SheetDay]
    totals: Totals

    @property
    def difference(self) -> int:
        """Minutes worked beyond the norm; negative: less."""
        return self.totals.month.minutes - self.sheet.norm_minutes


@dataclass(frozen=True, slots=True)
class MonthPage:
    """`departments`: those whose timesheets the viewer keeps. `to_approve`: complete ones that wait for the viewer.
    `hints`: what wants a look before closing and keeps nothing open. `late`: what was corrected after the closing."""

    facts: MonthFacts
    departments: Sequence[MonthFacts]
    rows: Sequence[GridRow]
    blocks: Sequence[Block]
    hints: Sequence[Block]
    to_approve: int
    late: Sequence[LateCorrection]


def month_page(viewer: Viewer, month: date, department_id: int | None) -> MonthPage | None:
    """The month of one of the viewer's departments, the first by name when none is asked for; None for one that is not
    theirs. Three statements, whatever the number of people, and two more for a closed month."""
    departments = month_facts(kept_departments(viewer), month, viewer.at)
    facts = next((one for one in departments if department_id in (None, one.department_id)), None)
    if facts is None:
        return None
    rows = grid_rows(viewer, facts.department_id, month)
    days = {row.sheet.pk: row.days for row in rows}
    waiting = [row.sheet for row in rows if row.sheet.state == Timesheet.State.COMPLETED]
    return MonthPage(
        facts=facts,
        departments=departments,
        rows=rows,
        blocks=() if facts.is_closed else blocks_of(facts, [row.sheet for row in rows], days),
        hints=() if facts.is_closed else hints_of([row.sheet for row in rows], days),
        to_approve=sum(may(viewer, sheet, SheetEvent.APPROVE) for sheet in waiting),
        late=late_corrections(days) if facts.is_closed else (),
    )


def grid_rows(viewer: Viewer, department_id: int, month: date) -> list[GridRow]:
    """Every visible sheet with its days, by name. Two statements."""
    visible = Timesheet.objects.visible_to(viewer).select_related("employee", "department")
    sheets = list(visible.filter(department=department_id, month=month).order_by("employee__name", "pk"))
    days = days_of_sheets([sheet.pk for sheet in sheets])
    return [GridRow(sheet, days[sheet.pk], totals_of(values_of(days[sheet.pk]))) for sheet in sheets]


def job_under_way(viewer: Viewer) -> Job | None:
    """The viewer's own filling that has not ended. One statement."""
    own = Job.objects.filter(owner_id=viewer.user_id or 0, kind=FILLING, finished_at__isnull=True)
    return own.order_by("-created_at").first()
