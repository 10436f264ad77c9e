"""Publishing what was written of a plan: from then on it never changes (Y1, M4)."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from payroll.actions.plans.locking import check_is_active, draft_of, lock_plan
from payroll.actions.plans.terms import check_terms
from payroll.models import PayPlan, PayPlanVersion
from payroll.notifications.plans import tell_published
from payroll.plan_permissions import check_can_publish_plan
from support_desk.shared.changing import change_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in


@transaction.atomic
def publish_plan_draft(*, plan: PayPlan, by: Viewer, at: datetime) -> PayPlanVersion:
    """The draft becomes a version that never changes; everybody paid by the plan is told to read it.

    The first version starts whenever it says, a later one in a month to come. Refused without a draft, for a month
    that has begun, for one not after that of the version published last.
    """
    locked = lock_plan(plan, by=by)
    check_can_publish_plan(by, locked)
    check_is_active(locked)
    version = draft_of(locked)
    if version is None:
        raise Refused(_("There is no draft to publish."))
    check_start(locked, version, today=day_in(by.timezone or settings.TIME_ZONE, at))
    check_terms(locked, version, list(version.components.all()))
    new: dict[str, Any] = {"published_at": at}
    change_row(version, action="pay_plan.publish", by=by, at=at, new=new, scope=f"payplan:{locked.pk}")
    tell_published(version, at=at)
    return version


def check_start(plan: PayPlan, version: PayPlanVersion, *, today: date) -> None:
    """Nobody's work is paid by what they could not read before it began (M4)."""
    last = plan.versions.filter(published_at__isnull=False).order_by("-starts_on").first()
    if last is None:
        return
    if version.starts_on <= today:
        raise Refused(
            _("A new version starts with a month to come: people read it before they work by it."), field="starts_on"
        )
    if version.starts_on <= last.starts_on:
        words = _("The version published before starts on %(day)s: choose a later month.")
        raise Refused(words % {"day": formats.date_format(last.starts_on, "j E Y")}, field="starts_on")
