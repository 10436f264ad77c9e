"""A dispute locked, and its step along the table: the row, the step, the points and the trail together (D9, D12)."""

from datetime import datetime
from typing import Any

from disputes.actions.posting import post_outcome
from disputes.domain.workflow import UNDECIDED, VERDICTS, DisputeEvent
from disputes.models import Dispute, DisputeStep
from disputes.permissions import check_can_take
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer

BESIDE = ("department", "policy", "initiator", "respondent", "arbiter", "version__regulation")


def lock_dispute(dispute: Dispute, *, by: Viewer) -> Dispute:
    """As it is now, locked, with what belongs to it. Dispute.DoesNotExist when `by` may not see it."""
    rows = Dispute.objects.visible_to(by).select_related(*BESIDE)
    return rows.select_for_update(of=("self",)).get(pk=dispute.pk)


def move(dispute: Dispute, event: DisputeEvent, *, by: Viewer, at: datetime, **new: Any) -> DisputeStep:
    """Takes a step of a locked dispute at `at`, with `new` beside it, and posts what its outcome says.

    Refused as by `check_can_take`. What is not open any more has no term, what is decided its instant.
    """
    before = dispute.state
    target = check_can_take(dispute, event, by, at)
    decided = target not in UNDECIDED
    times = {
        "respond_by": None,
        "decided_at": at if decided else None,
        "decided_by_id": by.employee_id if target in VERDICTS else None,
    }
    change(dispute, f"dispute.{event}", by=by, at=at, **{"state": target.value, **times, **new})
    step = DisputeStep.objects.create(
        dispute=dispute, event=event.value, before=before, after=target.value, by_id=by.employee_id, at=at
    )
    if decided:
        post_outcome(dispute, step, posted_at=at)
    return step


def change(dispute: Dispute, action: str, *, by: Viewer, at: datetime, **new: Any) -> None:
    """Puts `new` on a locked dispute and records what really changed. None of it is anybody's input: whatever cannot be
    is refused by the database."""
    before, after = audit.changes(dispute, **new)
    for name, value in after.items():
        setattr(dispute, name, value)
    dispute.save(update_fields=list(after))
    audit.record(action=action, target=dispute, by=by, at=at, before=before, after=after, scope=scope_of(dispute))


def scope_of(dispute: Dispute) -> str:
    """The trail that everything about a dispute goes into."""
    return f"dispute:{dispute.pk}"
