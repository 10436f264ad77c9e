"""What somebody with free time could learn next (L8, L9)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared.viewer import Viewer
from workload.idle_hints import Idle, IdleHint
from workload.models import OnboardingPlan


@dataclass(frozen=True, slots=True)
class OnboardingHint:
    """How much of a plan is left: `steps` not done, and `minutes` in all."""

    employee_id: int
    plan_id: int
    steps: int
    minutes: int


def onboarding_hints(employee_ids: Collection[int], at: datetime) -> list[OnboardingHint]:
    """Of these people, those whose plan is under way and has steps left, the earliest first. One statement."""
    return _left(OnboardingPlan.objects.filter(employee__in=employee_ids, made_at__lte=at))


def learning(people: Sequence[Idle], viewer: Viewer) -> list[IdleHint]:
    """The rest of their plans, as far as the viewer may see them. One statement."""
    plans = OnboardingPlan.objects.visible_to(viewer).filter(employee__in=[one.employee_id for one in people])
    reason = _("Time to learn what is still ahead.")
    return [
        IdleHint(
            hint.employee_id,
            "onboarding",
            ngettext("Onboarding: %(count)d step left", "Onboarding: %(count)d steps left", hint.steps)
            % {"count": hint.steps},
            reverse("onboarding-plan", args=[hint.plan_id]),
            reason,
            hint.minutes,
        )
        for hint in _left(plans)
    ]


def _left(plans: QuerySet[OnboardingPlan]) -> list[OnboardingHint]:
    left = Q(items__done_at__isnull=True)
    rows = plans.filter(state=OnboardingPlan.State.ACTIVE).annotate(
        steps=Count("items", filter=left),
        minutes=Sum("items__minutes", filter=left),
        first=Min("items__on", filter=left),
    )
    found = rows.filter(steps__gt=0).order_by("first", "pk")
    return [OnboardingHint(*row) for row in found.values_list("employee_id", "pk", "steps", "minutes")]
