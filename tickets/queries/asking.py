"""What of a ticket can be put before its client, and what waits for the answer (W2)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Q, When

from support_desk.shared.viewer import Viewer
from tickets.models import Approval, Estimate, Message, Overrun, Task, Ticket

MOST_MESSAGES = 20
MOST_TASKS = 50
ID = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Confirmed lines of one ticket, oldest first."""

    estimates: list[Estimate]
    overruns: list[Overrun]

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.estimates) + sum(each.minutes for each in self.overruns)

    def __bool__(self) -> bool:
        return bool(self.estimates or self.overruns)


def to_ask(ticket: Ticket, viewer: Viewer) -> ToAsk:
    """Two statements."""
    estimates = Estimate.objects.visible_to(viewer).of_unfinished_tasks().filter(task__ticket=ticket)
    overruns = Overrun.objects.visible_to(viewer).of_unfinished_tasks().filter(task__ticket=ticket)
    confirmed = estimates.filter(state=Estimate.State.WITH_MANAGER, manager_at__isnull=False)
    decided = overruns.filter(state=Overrun.State.REPORTED, decided_at__isnull=False)
    return ToAsk(
        list(confirmed.select_related("task").order_by("id")), list(decided.select_related("task").order_by("id"))
    )


def pending_approvals(ticket: Ticket, viewer: Viewer) -> list[Approval]:
    """Questions to the client that are not answered, oldest first. One statement."""
    return list(Approval.objects.visible_to(viewer).pending().filter(ticket=ticket).order_by("id"))


def messages_that_may_say_so(approval: Approval, viewer: Viewer) -> list[Message]:
    """The client's messages since the question, newest first. One statement."""
    letters = Message.objects.visible_to(viewer).filter(ticket_id=approval.ticket_id, is_automatic=False)
    said = letters.filter(direction=Message.Direction.INBOUND, created_at__gte=approval.asked_at)
    return list(said.order_by("-created_at", "-id")[:MOST_MESSAGES])


def tasks_to_log_on(viewer: Viewer, number: int | None = None, *, also: Iterable[str] = ()) -> list[Task]:
    """Unfinished tasks of a ticket, or those of all tickets that the viewer does or manages and those whose ids
    are `also`; one's own first. With their tickets' numbers. One statement."""
    tasks = Task.objects.visible_to(viewer).unfinished()
    is_own = Q(assignee_id=viewer.employee_id or 0)
    of_viewer = (
        is_own | Q(manager_id=viewer.employee_id or 0) | Q(pk__in=[int(each) for each in also if ID.fullmatch(each)])
    )
    found = tasks.filter(of_viewer if number is None else Q(ticket__number=number))
    ordered = found.order_by(Case(When(is_own, then=0), default=1), "rank", "id")
    return list(ordered.select_related("ticket").only("title", "assignee_id", "ticket__number")[:MOST_TASKS])
