"""Asking somebody to judge, and somebody else where the first one may not or cannot any more (D3)."""

from datetime import datetime
from typing import Final

from disputes.actions.held import change
from disputes.domain.arbiter import ArbiterFacts, Choice, choose_arbiter
from disputes.models import ArbiterChoice, Dispute
from disputes.notifications.judging import tell_arbiter, tell_nobody_judges
from disputes.queries.arbiters import arbiter_facts
from support_desk.shared.viewer import Viewer
from workload.models import Employee

NOT_LATE_YET: Final[dict[str, None]] = {"arbiter_reminded_at": None, "escalated_to": None, "escalated_at": None}


def ask_arbiter(dispute: Dispute, *, by: Viewer, at: datetime, facts: ArbiterFacts | None = None) -> ArbiterChoice:
    """Chooses for a locked dispute, writes down why, and tells who judges; where nobody may, the directors hear that a
    substitute must be named first (P4). `facts`: those of now, where they were read already."""
    choice = choose_arbiter(facts or arbiter_facts(dispute, at))
    row = _written(dispute, choice, at=at)
    arbiter = Employee.objects.get(pk=choice.arbiter) if choice.arbiter is not None else None
    new = {"arbiter": arbiter, "arbiter_asked_at": at if arbiter else None}
    change(dispute, "dispute.ask_arbiter", by=by, at=at, **new, **NOT_LATE_YET)
    if arbiter is None:
        tell_nobody_judges(dispute, at=at)
    else:
        tell_arbiter(dispute, at=at)
    return row


def _written(dispute: Dispute, choice: Choice, *, at: datetime) -> ArbiterChoice:
    passed = [{"employee": one.employee, "because": one.because.value, "bar": one.bar.value} for one in choice.passed]
    return ArbiterChoice.objects.create(
        dispute=dispute,
        arbiter_id=choice.arbiter,
        because=choice.because.value if choice.because else "",
        instead_of_id=choice.instead_of,
        passed=passed,
        at=at,
    )
