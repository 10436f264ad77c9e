"""Reading a plan: a person's dated word for one version, before which no minus touches their pay (M4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payroll.models import PayPlan, PayPlanVersion, PlanAcknowledgement, PlanAssignment
from support_desk.shared.changing import create_row
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.models import Employee


@transaction.atomic
def acknowledge_plan(*, version: PayPlanVersion, by: Viewer, at: datetime) -> PlanAcknowledgement:
    """The viewer says that they have read it; said twice it is said once. Nobody says it for somebody else.

    PayPlan.DoesNotExist when `by` may not see it, Refused for a draft and for a plan that does not pay them.
    """
    if by.employee_id is None:
        raise NotAllowed(_("Only the person says what they have read."))
    plan = PayPlan.objects.visible_to(by).get(pk=version.plan_id)
    if version.published_at is None:
        raise Refused(_("A draft pays nobody: it is read once it is published."))
    reader = Employee.objects.select_for_update(of=("self",), no_key=True).get(pk=by.employee_id)
    if not PlanAssignment.objects.filter(employee=reader, plan=plan).exists():
        raise NotAllowed(_("You are not paid by this plan."))
    read = PlanAcknowledgement.objects.filter(employee=reader, version=version).first()
    if read is not None:
        return read
    row = PlanAcknowledgement(employee=reader, version=version, at=at)
    after = {"version": version}
    return create_row(row, action="pay_plan.read", by=by, at=at, scope=f"payplan:{plan.pk}", after=after)
