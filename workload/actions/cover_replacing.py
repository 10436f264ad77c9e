"""Another cover for an absence in force (L2, L4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row
from support_desk.shared.errors import IllegalTransition
from support_desk.shared.viewer import Viewer
from workload.actions.absence_checks import check_cover
from workload.actions.absence_decisions import lock_absence
from workload.actions.leave_slips.telling import tell_covers
from workload.domain.absences import IN_FORCE
from workload.models import Absence, Employee
from workload.permissions import check_can_decide_absence
from workload.signals import tell_presence_changed


@transaction.atomic
def replace_cover(*, absence: Absence, cover: Employee, by: Viewer, at: datetime) -> Absence:
    """Who decides on the absence names who answers from now on; the new cover is told, and naming them twice is once.
    The slip stays as it was signed. Refused, naming `cover`, like the cover of a request, by the time that is left;
    IllegalTransition for what is not in force or over."""
    person, locked = lock_absence(absence, by=by, at=at)
    check_can_decide_absence(by, person.employee, person.department)
    if locked.state not in IN_FORCE or locked.ends_at <= at:
        raise IllegalTransition(_("Another cover is named here while the absence is in force and not over."))
    if locked.cover == cover:
        return locked
    starts_at = max(locked.starts_at, at)
    check_cover(cover, person=person, starts_at=starts_at, ends_at=locked.ends_at, by=by)
    new: dict[str, object] = {"cover": cover}
    if locked.state == Absence.State.RECORDED:
        new["decided_by_id"] = by.employee_id  # named by who might confirm it: the cover counts at once
    change_row(locked, action="absence.cover", by=by, at=at, new=new, department_id=person.department.pk)
    tell_presence_changed([person.employee.pk], at=at)
    tell_covers(locked, person, by=by, at=at)
    return locked
