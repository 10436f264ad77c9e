"""Deciding on a gap: a rule was written, or none is needed (D2)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.mending_permissions import check_can_decide_gap
from disputes.models import Regulation, RegulationGap
from disputes.notifications.gaps import tell_decided
from support_desk.shared.changing import change_row
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer


@transaction.atomic
def close_gap(
    *, gap: RegulationGap, regulation: Regulation | None, answer: str = "", by: Viewer, at: datetime
) -> RegulationGap:
    """With the rule that was written for it, else with the answer why none is needed. Who reported it is told.

    Closing in the same way again is once. Refused, naming the field. RegulationGap.DoesNotExist when `by` may not see
    it.
    """
    seen = RegulationGap.objects.visible_to(by).select_related("department", "reported_by")
    locked = seen.select_for_update(of=("self",), no_key=True).get(pk=gap.pk)
    check_can_decide_gap(by, locked)
    new = decision(regulation, answer.strip(), by)
    if locked.state != RegulationGap.State.REPORTED:
        if all(getattr(locked, name) == value for name, value in new.items()):
            return locked
        raise IllegalTransition(_("This is decided already."))
    new |= {"closed_by_id": by.employee_id, "closed_at": at}
    change_row(locked, action="gap.close", by=by, at=at, new=new)
    tell_decided(locked, by=by, at=at)
    return locked


def decision(regulation: Regulation | None, answer: str, by: Viewer) -> dict[str, Any]:
    """What becomes of the gap."""
    if regulation is not None:
        if not Regulation.objects.visible_to(by).filter(pk=regulation.pk, is_active=True).exists():
            raise Refused(_("Choose a rule that is active."), field="regulation")
        return {"state": RegulationGap.State.WRITTEN, "regulation": regulation, "answer": answer}
    if not answer:
        raise Refused(_("Choose the rule that was written, or write why none is needed."), field="answer")
    return {"state": RegulationGap.State.DISMISSED, "regulation": None, "answer": answer}
