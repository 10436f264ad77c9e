"""Rules as they are now, locked in one order: the rule first, then its draft (D2)."""

from disputes.models import Regulation, RegulationVersion
from support_desk.shared.viewer import Viewer


def lock_rule(regulation: Regulation, *, by: Viewer) -> Regulation:
    """Regulation.DoesNotExist when `by` may not see it. Rows that point to it may be written meanwhile."""
    seen = Regulation.objects.visible_to(by).select_related("department", "owner")
    return seen.select_for_update(of=("self",), no_key=True).get(pk=regulation.pk)


def draft_of(rule: Regulation) -> RegulationVersion | None:
    """What is being written of a locked rule."""
    return rule.versions.filter(published_at__isnull=True).first()
