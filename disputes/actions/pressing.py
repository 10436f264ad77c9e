"""An arbiter who does not decide is reminded, and later the next level hears of it; nothing is decided by it (D7)."""

from datetime import datetime, timedelta

from django.db import transaction

from disputes.actions.held import BESIDE, change
from disputes.models import Dispute, DisputeState
from disputes.notifications.judging import tell_judge_late, tell_late
from disputes.queries.arbiters import arbiter_facts, next_level
from support_desk.shared.viewer import Viewer
from workload.models import Employee


def press_arbiters(*, at: datetime) -> int:
    """Whatever is due by `at`, each once for an arbiter; how many disputes. Any number may run at once."""
    waiting = Dispute.objects.filter(state=DisputeState.CONTESTED, arbiter_asked_at__lt=at, escalated_at__isnull=True)
    return sum(_pressed(pk, at=at) for pk in waiting.order_by("arbiter_asked_at", "id").values_list("pk", flat=True))


@transaction.atomic
def _pressed(dispute_id: int, *, at: datetime) -> bool:
    """Looks again under the lock; what somebody works on at this moment is left to the next run."""
    rows = Dispute.objects.filter(state=DisputeState.CONTESTED, arbiter__isnull=False, escalated_at__isnull=True)
    rows = rows.select_related(*BESIDE).select_for_update(of=("self",), skip_locked=True)
    dispute = rows.filter(pk=dispute_id).first()
    if dispute is None or dispute.arbiter_asked_at is None:
        return False
    waited = at - dispute.arbiter_asked_at
    is_late = waited >= timedelta(days=dispute.rules.arbiter_escalation_days)
    is_slow = waited >= timedelta(days=dispute.rules.arbiter_reminder_days) and dispute.arbiter_reminded_at is None
    if is_slow:
        change(dispute, "dispute.remind_arbiter", by=Viewer.system(at), at=at, arbiter_reminded_at=at)
        tell_judge_late(dispute, at=at)
    if is_late:
        _escalate(dispute, at=at)
    return is_slow or is_late


def _escalate(dispute: Dispute, *, at: datetime) -> None:
    """Above the director there is nobody to tell: that the days are over is written down all the same."""
    assert dispute.arbiter_id is not None, "who is late was asked"
    above = next_level(arbiter_facts(dispute, at), dispute.arbiter_id).arbiter
    person = Employee.objects.get(pk=above) if above is not None else None
    change(dispute, "dispute.escalate", by=Viewer.system(at), at=at, escalated_to=person, escalated_at=at)
    if person is not None:
        tell_late(dispute, at=at)
