"""Somebody else judges when the arbiter has left, is away beyond the time to decide or has become the controller, or
when there was none (D3)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from disputes.actions.held import BESIDE
from disputes.actions.judging import ask_arbiter
from disputes.domain.arbiter import choose_arbiter
from disputes.models import Dispute, DisputeState, PointPolicy
from disputes.notifications.judging import ask_no_longer, tell_replaced
from disputes.queries.arbiters import arbiter_facts
from support_desk.shared.viewer import Viewer
from workload.models import Absence


def replace_arbiters(*, at: datetime) -> int:
    """Asks another arbiter wherever that is needed by `at`; how many. Any number may run at once."""
    away = Absence.objects.in_force().holding(at).filter(employee=OuterRef("arbiter"))
    hunting = PointPolicy.objects.filter(kind=PointPolicy.Kind.CONTROLLER, controller=OuterRef("arbiter"))
    doubtful = Q(arbiter__isnull=True) | Q(arbiter__left_on__isnull=False) | Q(Exists(away)) | Q(Exists(hunting))
    contested = Dispute.objects.filter(doubtful, state=DisputeState.CONTESTED).order_by("id")
    return sum(_replaced(pk, at=at) for pk in contested.values_list("pk", flat=True))


@transaction.atomic
def _replaced(dispute_id: int, *, at: datetime) -> bool:
    """Looks again under the lock. Whoever judges goes on as long as they may: nobody is asked twice for nothing."""
    rows = Dispute.objects.filter(state=DisputeState.CONTESTED).select_related(*BESIDE)
    dispute = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=dispute_id).first()
    if dispute is None:
        return False
    facts = arbiter_facts(dispute, at)
    if dispute.arbiter_id is not None and facts.bar(dispute.arbiter_id) is None:
        return False
    if choose_arbiter(facts).arbiter == dispute.arbiter_id:
        return False
    ask_no_longer(dispute, at=at)
    ask_arbiter(dispute, by=Viewer.system(at), at=at, facts=facts)
    if dispute.arbiter_id is not None:
        tell_replaced(dispute, at=at)
    return True
