"""The clocks of approvals follow their estimates and overruns (S2, W2)."""

from collections.abc import Iterable
from datetime import datetime

from tickets.domain.approval_clocks import what_a_line_means
from tickets.domain.clocks import About, Happening, What
from tickets.models import Estimate, Overrun, Task, Ticket
from tickets.queries.awaited import approvals_awaited


def follow_lines(ticket: Ticket, lines: Iterable[Estimate | Overrun], *, at: datetime) -> None:
    """Notes on a locked ticket where its lines, read with their tasks, have come to; the caller saves it."""
    for line in lines:
        about = About("estimate" if isinstance(line, Estimate) else "overrun", line.pk)
        what = what_a_line_means(line.state, is_task_finished=line.task.finished_at is not None)
        ticket.happenings.append(Happening(what, at, about=about))


def drop_awaited(task: Task, *, at: datetime) -> None:
    """Nobody is waited for any more on a task that ends; the caller saves its locked ticket. One statement."""
    for about in approvals_awaited([task.ticket_id], task_id=task.pk).get(task.ticket_id, ()):
        task.ticket.happenings.append(Happening(What.APPROVAL_DROPPED, at, about=about))
