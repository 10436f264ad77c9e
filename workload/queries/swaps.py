"""`/roster/swaps/`: shifts that are offered, and what waits for whom (L1)."""

from dataclasses import dataclass
from datetime import timedelta

from support_desk.shared.viewer import Viewer
from workload.domain.shift_swaps import SwapEvent
from workload.models import Employee, Employment, Shift, ShiftSwap
from workload.roster_permissions import swap_events_for

AHEAD, MOST_ROWS = timedelta(days=62), 100
STATE_TONES = {"offered": "soon", "agreed": "soon", "approved": "done", "declined": "line", "refused": "line",
               "withdrawn": "line"}  # fmt: skip
STATE_ICONS = {"offered": "hourglass", "agreed": "hourglass", "approved": "check", "declined": "ban", "refused": "ban",
               "withdrawn": "undo-2"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A swap with what the viewer may do about it now."""

    swap: ShiftSwap
    events: tuple[SwapEvent, ...]

    @property
    def tone(self) -> str:
        return STATE_TONES[self.swap.state]

    @property
    def icon(self) -> str:
        return STATE_ICONS[self.swap.state]


@dataclass(frozen=True, slots=True)
class SwapsPage:
    """`shifts`: the viewer's own to come; `theirs`: those of the colleague who is chosen; `people`: the department."""

    waiting: list[SwapRow]
    others: list[SwapRow]
    shifts: list[Shift]
    people: list[Employee]
    colleague: Employee | None
    theirs: list[Shift]


def swaps_page(viewer: Viewer, colleague_id: int | None) -> SwapsPage:
    """Four statements whatever the number of swaps, and one more once a colleague is chosen."""
    found = ShiftSwap.objects.visible_to(viewer).select_related("asker", "colleague", "department")
    rows = [SwapRow(swap, tuple(swap_events_for(viewer, swap))) for swap in found.order_by("-asked_at")[:MOST_ROWS]]
    terms = Employment.objects.at(viewer.at).filter(department__in=viewer.department_ids)
    people = Employee.objects.visible_to(viewer).filter(pk__in=terms.values("employee_id"))
    colleagues = list(people.exclude(pk=viewer.employee_id or 0).order_by("name"))
    colleague = next((person for person in colleagues if person.pk == colleague_id), None)
    return SwapsPage(
        waiting=[row for row in rows if set(row.events) - {SwapEvent.WITHDRAW}],
        others=[row for row in rows if not set(row.events) - {SwapEvent.WITHDRAW}],
        shifts=shifts_ahead(viewer, viewer.employee_id),
        people=colleagues,
        colleague=colleague,
        theirs=shifts_ahead(viewer, colleague.pk) if colleague else [],
    )


def shifts_ahead(viewer: Viewer, employee_id: int | None) -> list[Shift]:
    """Somebody's shifts of the next two months."""
    rows = Shift.objects.visible_to(viewer).filter(employee=employee_id or 0)
    return list(rows.filter(starts_at__gt=viewer.at, starts_at__lt=viewer.at + AHEAD).order_by("starts_at"))
