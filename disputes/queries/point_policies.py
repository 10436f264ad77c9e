"""Which policy of points a department has on a day (D0, M2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from disputes.models import Dispute, PointPolicy, Posting, Settlement
from disputes.queries.point_facts import bounds
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in
from workload.models import Department


@dataclass(frozen=True, slots=True)
class MonthsInPlay:
    """What stands in the way of another policy from a month on. `is_played`: something was opened or posted in it,
    or is undecided: its points will count in it."""

    has_begun: bool
    has_policy: bool
    is_played: bool
    is_settled: bool


def policy_of(department_id: int, day: date) -> PointPolicy:
    """As `policies_of`, of one department. One statement."""
    return policies_of([department_id], day)[department_id]


def policy_for(department_id: int | None, day: date) -> PointPolicy:
    """As `policy_of`; without a department the one for all. One statement."""
    if department_id is not None:
        return policy_of(department_id, day)
    for_all = PointPolicy.objects.begun(day).filter(department__isnull=True).order_by("-starts_on").first()
    return for_all or PointPolicy()


def policies_of(department_ids: Collection[int], day: date) -> Mapping[int, PointPolicy]:
    """{department: its own policy in force on `day`, else the one for all, else the standard one}. One statement.

    The standard one has no key: it is the defaults of the model, and whoever keeps a policy keeps None for it.
    """
    rows = PointPolicy.objects.begun(day).filter(Q(department__in=department_ids) | Q(department__isnull=True))
    found = {row.department_id: row for row in rows.order_by("starts_on")}
    return {one: found.get(one) or found.get(None) or PointPolicy() for one in department_ids}


def point_policies(viewer: Viewer) -> QuerySet[PointPolicy]:
    """All that the viewer may see, with their people, the latest of each department first."""
    rows = PointPolicy.objects.visible_to(viewer).select_related("department", "controller", "set_by")
    return rows.order_by("department__name", "-starts_on", "-pk")


def months_in_play(department: Department | None, month: date, at: datetime) -> MonthsInPlay:
    """Of the department from `month` on; None: of all. Six statements at most."""
    one = Q(department=department) if department else Q()
    own = PointPolicy.objects.filter(department=department)
    places = [department] if department else list(Department.objects.order_by("pk"))
    opened = [Q(department=place, opened_at__gte=bounds(place, month)[0]) for place in places]
    disputes = Dispute.objects.filter(Q(*opened, _connector=Q.OR)) if opened else Dispute.objects.none()
    pending = Dispute.objects.undecided().filter(one)
    return MonthsInPlay(
        has_begun=any(day_in(place.timezone, at) >= month for place in places),
        has_policy=own.exists(),
        is_played=Posting.objects.filter(one, month__gte=month).exists() or disputes.exists() or pending.exists(),
        is_settled=Settlement.objects.filter(one, month__gte=month).exists(),
    )


def policies_in_force(rows: Collection[PointPolicy], day: date) -> set[int]:
    """Ids of those of `rows` that hold on `day`: the latest of each department that has begun."""
    begun: dict[int | None, PointPolicy] = {}
    for row in sorted(rows, key=lambda one: one.starts_on):
        if row.starts_on <= day:
            begun[row.department_id] = row
    return {row.pk for row in begun.values()}
