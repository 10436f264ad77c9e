"""The shifts of a published month, as days of a roster and back (L1)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from support_desk.shared.viewer import Viewer
from workload.actions.refusing import bad_input_refused
from workload.actions.rosters.locking import LockedMonth
from workload.actions.shift_changes import Plan, differences, put, work_of
from workload.domain.planned import DAY
from workload.domain.roster_months import check_days, works_of_days
from workload.domain.stretches import Stretches, stretch_of
from workload.models import Shift


def standing_days(locked: LockedMonth) -> dict[date, Stretches]:
    """{day: stretches} of the shifts that start in the month. One statement."""
    first = datetime.combine(locked.month, time(), locked.zone).astimezone(UTC)
    end = datetime.combine(locked.last + DAY, time(), locked.zone).astimezone(UTC)
    found: dict[date, Stretches] = {}
    shifts = Shift.objects.filter(employee=locked.employee, starts_at__gte=first, starts_at__lt=end)
    for work in sorted(work_of(shift) for shift in shifts):
        day = work.starts_at.astimezone(locked.zone).date()
        found[day] = (*found.get(day, ()), stretch_of(work, locked.zone))
    return found


def plan_of(locked: LockedMonth, days: Mapping[date, Stretches]) -> Plan:
    """The month as shifts."""
    works = tuple(works_of_days(days, locked.zone))
    return Plan(locked.employee, locked.department.pk, locked.zone, locked.month, locked.last, works)


def put_published(
    locked: LockedMonth, days: Mapping[date, Stretches], *, reason: str, by: Viewer, at: datetime
) -> None:
    """These days become the shifts of the month; refused without a reason where what has begun would change."""
    with bad_input_refused():
        check_days(days, locked.zone)
    put(differences([plan_of(locked, days)]), reason=reason, by=by, at=at, action="shift.roster")
