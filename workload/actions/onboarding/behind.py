"""Who is behind their plan (L9): found by a job, told once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min, Q

from workload.models import Employment, OnboardingPlan
from workload.models.local_days import local_day
from workload.notifications.onboarding import tell_behind

DAYS_BEHIND = 2


@transaction.atomic
def tell_who_is_behind(*, at: datetime) -> int:
    """Tells each mentor (the head where there is none) of plans with steps open on two working days or more that are
    over by the person's own calendar; once for the day from which they are open. One statement and the notices."""
    today = local_day(at, Employment.objects.all(), person="employee")
    open_before = Q(items__done_at__isnull=True, items__on__lt=today)
    plans = OnboardingPlan.objects.under_way().select_related("employee", "mentor__user")
    late = plans.annotate(
        days_behind=Count("items__day_number", filter=open_before, distinct=True),
        open_since=Min("items__on", filter=open_before),
    ).filter(days_behind__gte=DAYS_BEHIND)
    return tell_behind(list(late), at=at)
