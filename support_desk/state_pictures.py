"""The state machines as pictures, drawn from the tables that the code obeys (D12)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from disputes.domain.complaints import COMPLAINT_TRANSITIONS
from disputes.domain.workflow import DISPUTE_TRANSITIONS, UNDECIDED, DisputeState
from payroll.domain.run_states import PERIOD_TRANSITIONS, RUN_TRANSITIONS
from tickets.domain.statuses import TRANSITIONS
from tickets.domain.tasks import FINISHED, TASK_TRANSITIONS
from workload.domain.absences import TABLE as ABSENCE_TABLE
from workload.domain.alarms import TABLE as ALARM_TABLE
from workload.domain.leave_slips import SLIP_TRANSITIONS
from workload.domain.rosters import ROSTER_TRANSITIONS
from workload.domain.shift_swaps import ENDED as SWAP_ENDS
from workload.domain.shift_swaps import SWAP_TRANSITIONS
from workload.domain.timesheet_states import SHEET_TRANSITIONS

# What nothing leaves is an end, and so is silence that nothing undoes.
DISPUTE_ENDS: Final = tuple(state for state in DisputeState if state not in UNDECIDED)


@dataclass(frozen=True, slots=True)
class Picture:
    """A Mermaid state diagram in the README of `app`, between the marks named `mark`.

    `table`: (state, event) → the next state, or (who may, the next state); moves that stay where they are are
    left out.
    """

    app: str
    mark: str
    begins: Collection[str]
    table: Mapping[tuple[Any, Any], Any]
    ends: Collection[str]

    def drawn(self) -> str:
        lines = ["```mermaid", "stateDiagram-v2", *(f"  [*] --> {start}" for start in self.begins)]
        for (state, event), reached in self.table.items():
            who, target = reached if isinstance(reached, tuple) else ("", reached)
            if state != target:
                lines.append(f"  {state} --> {target}: {event}{_by(who)}")
        return "\n".join([*lines, *(f"  {state} --> [*]" for state in self.ends), "```", ""])


PICTURES: Final = (
    Picture("tickets", "states", ("new",), TRANSITIONS, ("closed",)),
    Picture("tickets", "task states", ("offered",), TASK_TRANSITIONS, tuple(FINISHED)),
    Picture("workload", "roster states", ("draft",), ROSTER_TRANSITIONS, ("approved",)),
    Picture("workload", "swap states", ("offered",), SWAP_TRANSITIONS, SWAP_ENDS),
    Picture("workload", "absence states", ("requested", "recorded"), ABSENCE_TABLE, ("rejected", "cancelled")),
    Picture("workload", "slip states", ("with_cover",), SLIP_TRANSITIONS, ("closed",)),
    Picture("workload", "timesheet states", ("filled",), SHEET_TRANSITIONS, ("closed",)),
    Picture("workload", "alarm states", ("proposed: by the desk", "raised: by a manager"), ALARM_TABLE, ("closed",)),
    Picture("disputes", "dispute states", ("open",), DISPUTE_TRANSITIONS, DISPUTE_ENDS),
    Picture("disputes", "complaint states", ("open",), COMPLAINT_TRANSITIONS, ("confirmed", "rejected")),
    Picture("payroll", "period states", ("open",), PERIOD_TRANSITIONS, ("closed",)),
    Picture("payroll", "run states", ("drafting",), RUN_TRANSITIONS, ("approved", "discarded")),
)


def _by(who: Any) -> str:
    if not who:
        return ""
    return f" ({who if isinstance(who, str) else ', '.join(sorted(who))})"
