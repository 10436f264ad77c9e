"""Estimates and overruns that wait for somebody of ours: to be confirmed, or to be put before the client (W2, S2)."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, Value

from tickets.domain.clocks import About
from tickets.models import Estimate, Overrun

OURS = (Estimate.State.WITH_MENTOR, Estimate.State.WITH_MANAGER)


def approvals_awaited(ticket_ids: Iterable[int], *, task_id: int | None = None) -> dict[int, list[About]]:
    """{ticket: its lines that wait for us}, oldest first; without those of finished tasks. `task_id`: of one task only,
    finished or not. One statement."""
    which = Q(task__ticket__in=set(ticket_ids))
    which &= Q(task__finished_at__isnull=True) if task_id is None else Q(task=task_id)
    estimates = Estimate.objects.filter(which, state__in=OURS)
    overruns = Overrun.objects.filter(which, state=Overrun.State.REPORTED)
    found = estimates.values_list("task__ticket_id", Value("estimate"), "pk").union(
        overruns.values_list("task__ticket_id", Value("overrun"), "pk"), all=True
    )
    lines: dict[int, list[About]] = defaultdict(list)
    for ticket_id, line, pk in sorted(found):
        lines[ticket_id].append(About(line, pk))
    return lines
