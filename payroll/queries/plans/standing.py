"""Where a plan stands on a day: what is in force, what follows, what is only written (Y1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from payroll.models import PayPlan, PayPlanVersion
from payroll.plan_permissions import reads_drafts
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """Of one plan on a day. `upcoming`: the next one published; `draft`: what pays nobody yet."""

    current: PayPlanVersion | None = None
    upcoming: PayPlanVersion | None = None
    draft: PayPlanVersion | None = None

    @property
    def shown(self) -> PayPlanVersion | None:
        """What the plan's page opens with."""
        return self.current or self.upcoming or self.draft


def standing_of(versions: Iterable[PayPlanVersion], today: date) -> PlanStanding:
    """`versions`: all of one plan that the viewer sees."""
    known = sorted(versions, key=lambda version: version.starts_on)
    published = [version for version in known if version.published_at is not None]
    begun = [version for version in published if version.starts_on <= today]
    ahead = [version for version in published if version.starts_on > today]
    draft = next((version for version in known if version.published_at is None), None)
    return PlanStanding(begun[-1] if begun else None, ahead[0] if ahead else None, draft)


def versions_of(plans: Iterable[PayPlan], viewer: Viewer) -> Mapping[int, list[PayPlanVersion]]:
    """{plan: its versions that the viewer sees, the newest first}, with `components`. Two statements."""
    rows = PayPlanVersion.objects.filter(plan__in=[plan.pk for plan in plans])
    if not reads_drafts(viewer):
        rows = rows.filter(published_at__isnull=False)
    found: dict[int, list[PayPlanVersion]] = defaultdict(list)
    rows = rows.select_related("regulation", "created_by").prefetch_related("components")
    for version in rows.order_by("-starts_on", "-number"):
        found[version.plan_id].append(version)
    return found


def today_for(viewer: Viewer) -> date:
    """The day that it is for the viewer."""
    return day_in(viewer.timezone or settings.TIME_ZONE, viewer.at)
