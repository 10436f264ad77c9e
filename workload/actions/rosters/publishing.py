"""Publishing a month of a department: approved rosters become the shifts by which everybody works (L1)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import transaction

from support_desk.shared import audit
from support_desk.shared.periods import check_period_open
from support_desk.shared.viewer import Viewer
from workload.actions.rosters.locking import check_month, lock_department
from workload.actions.shift_changes import Plan, differences, put
from workload.domain.planned import term_on
from workload.domain.roster_dates import last_day_of
from workload.domain.roster_months import works_of_days
from workload.domain.rosters import RosterState
from workload.models import Department, Employee, RosterPublication, RosterSubmission
from workload.notifications.rosters import tell_published
from workload.queries.roster_filling import entries_of
from workload.queries.terms import terms_of
from workload.roster_permissions import check_keeps_rosters


@transaction.atomic
def publish_month(
    *, department: Department, month: date, by: Viewer, at: datetime, reason: str = ""
) -> RosterPublication:
    """Writes all approved rosters of the month as shifts and tells everybody; what is approved later stands at once.
    Publishing twice, or by two at once, is once. Refused without `reason` where shifts that have begun would change."""
    check_month(month, at=at)
    check_keeps_rosters(by, department.pk)
    locked = lock_department(department.pk)
    check_period_open(department_id=department.pk, day=month, field="month")
    standing = RosterPublication.objects.filter(department=locked, month=month).first()
    if standing is not None:
        return standing
    publication = RosterPublication.objects.create(
        department=locked, month=month, published_at=at, published_by_id=by.employee_id
    )
    rows = RosterSubmission.objects.filter(department=locked, month=month, state=RosterState.APPROVED.value)
    people = Employee.objects.filter(pk__in=rows.values("employee_id")).order_by("pk")
    list(people.select_for_update(of=("self",), no_key=True))
    found = list(rows.select_related("employee", "department").order_by("employee_id"))
    put_rosters(found, reason=reason, by=by, at=at)
    after = {"month": month, "people": len(found), "reason": reason}
    audit.record(action="roster.publish", target=publication, by=by, at=at, after=after,
                 scope=f"rosterpublication:{publication.pk}")  # fmt: skip
    tell_published(publication, by=by, at=at)
    return publication


def put_rosters(found: Sequence[RosterSubmission], *, reason: str, by: Viewer, at: datetime) -> int:
    """The rosters of one month become the shifts of it; returns how many people's changed. Their people are locked."""
    return put(differences(list(_plans(found))), reason=reason, by=by, at=at, action="shift.roster")


def _plans(found: Sequence[RosterSubmission]) -> Iterator[Plan]:
    """Whoever has left since gets no shifts after it."""
    if not found:
        return
    month, last = found[0].month, last_day_of(found[0].month)
    terms = terms_of([one.employee_id for one in found], month, last)
    days = entries_of([one.pk for one in found])
    for one in found:
        if held := terms.get(one.employee_id):
            here = {day: stretches for day, stretches in days[one.pk].items() if term_on(held, day)}
            works = tuple(works_of_days(here, held[0].zone))
            yield Plan(one.employee, one.department_id, held[0].zone, month, last, works)
