"""Plans as they are now, locked in one order: the plan first, then its draft (Y1)."""

from django.utils.translation import gettext_lazy as _

from payroll.models import PayPlan, PayPlanVersion
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer


def lock_plan(plan: PayPlan, *, by: Viewer) -> PayPlan:
    """PayPlan.DoesNotExist when `by` may not see it. Rows that point to it may be written meanwhile."""
    seen = PayPlan.objects.filter(pk__in=PayPlan.objects.visible_to(by).values("pk"))
    return seen.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)


def draft_of(plan: PayPlan) -> PayPlanVersion | None:
    """What is being written of a locked plan."""
    return plan.versions.filter(published_at__isnull=True).first()


def check_is_active(plan: PayPlan) -> None:
    if not plan.is_active:
        raise Refused(_("%(plan)s is not used any more.") % {"plan": plan.name}, field="plan")
