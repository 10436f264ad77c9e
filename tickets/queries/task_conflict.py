"""An open conflict of order as one of its sides sees it (W1)."""

from dataclasses import dataclass

from support_desk.shared.viewer import Viewer
from tickets.models import OrderConflict, Task
from tickets.task_permissions import heads_conflict, sides_of


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """`other` is the task on the other side, whose words are shown only to who may read them."""

    conflict: OrderConflict
    here: Task
    other: Task
    may_read_other: bool
    may_order: bool

    @property
    def proposed_here(self) -> bool | None:
        """Whether the proposal, if there is one, puts this task first."""
        proposed = self.conflict.proposed_first_id
        return None if proposed is None else proposed == self.here.pk


def conflict_card(pk: int, task: Task, viewer: Viewer) -> ConflictCard:
    """The conflict `pk` beside `task`. At most two statements."""
    both = ("task__ticket__project", "task__manager", "against__ticket__project", "against__manager")
    seen = OrderConflict.objects.visible_to(viewer).select_related(*both, "specialist", "proposed_by")
    conflict = seen.get(pk=pk)
    here, other = conflict.task, conflict.against
    if task.pk == other.pk:
        here, other = other, here
    return ConflictCard(
        conflict=conflict,
        here=here,
        other=other,
        may_read_other=Task.objects.visible_to(viewer).filter(pk=other.pk).exists(),
        may_order=heads_conflict(viewer, conflict) or bool(sides_of(viewer, conflict)),
    )
