"""What somebody with free time could learn next (L8, L9)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, Sum

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
    left = Q(items__done_at__isnull=True)
    plans = OnboardingPlan.objects.under_way().filter(employee__in=employee_ids, made_at__lte=at)
    rows = plans.annotate(
        steps=Count("items", filter=left),
        minutes=Sum("items__minutes", filter=left),
        first=Min("items__on", filter=left),
    )
    found = rows.filter(steps__gt=0).order_by("first", "pk")
    return [OnboardingHint(*row) for row in found.values_list("employee_id", "pk", "steps", "minutes")]
