"""Another last day of an absence in force: back earlier, or away longer (L2)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.absence_checks import Days, check_days, check_free, check_meant
from workload.actions.absence_decisions import lock_absence
from workload.actions.leave_slips.telling import tell_changed
from workload.actions.months_open import check_months_open_for
from workload.actions.person import Person
from workload.domain.absence_types import meaning_of
from workload.domain.absences import IN_FORCE
from workload.models import Absence
from workload.permissions import check_can_decide_absence
from workload.signals import tell_presence_changed

DAY = timedelta(days=1)


@transaction.atomic
def change_last_day(*, absence: Absence, ends_on: date, by: Viewer, at: datetime, confirmed: bool = False) -> Absence:
    """Who decides on the absence writes down when it ends; the person is told. Only the days between the old end and
    the new one change, so that only their months must be open.

    Refused, naming `ends_on`, for an end before the start, a stay beyond what a leave slip was signed for, another
    absence in the way, a closed month; IllegalTransition for what is not in force or of hours. Unconfirmed, with the
    consequences, when days that have passed become absent.
    """
    person, locked = lock_absence(absence, by=by, at=at)
    check_can_decide_absence(by, person.employee, person.department)
    check_has_last_day(locked)
    if locked.ends_on == ends_on:
        return locked
    days = Days(locked.starts_on, ends_on)
    check_days(days)
    first, last = sorted((locked.ends_on, ends_on))
    check_months_open_for(person.employee, first + DAY, last, "ends_on")
    ends_at = days.instants(person.zone)[1]
    if ends_on > locked.ends_on:
        check_longer(locked, person, ends_on, ends_at, is_confirmed=confirmed, at=at)
    new = {"ends_on": ends_on, "ends_at": ends_at}
    change_row(locked, action="absence.last_day", by=by, at=at, new=new, department_id=person.department.pk)
    tell_presence_changed([person.employee.pk], at=at)
    tell_changed(locked, person, by=by, at=at)
    return locked


def check_has_last_day(absence: Absence) -> None:
    """Whole days that hold."""
    if absence.state not in IN_FORCE:
        words = _("Only an absence in force gets another last day: this one is “%(state)s”.")
        raise IllegalTransition(words % {"state": absence.get_state_display()})
    if absence.from_time is not None:
        raise IllegalTransition(_("Hours of a day have no other last day. Cancel them and enter them anew."))


def check_longer(
    absence: Absence, person: Person, ends_on: date, ends_at: datetime, *, is_confirmed: bool, at: datetime
) -> None:
    """The days after the old end are free, and nobody signed for fewer."""
    if meaning_of(absence.type).needs_slip:
        words = _("The leave slip was signed for these days. Further days are asked for as another absence.")
        raise Refused(words, field="ends_on")
    further = Absence(
        employee=person.employee,
        starts_on=absence.ends_on + DAY,
        ends_on=ends_on,
        starts_at=absence.ends_at,
        ends_at=ends_at,
    )
    check_free(person, further.starts_at, further.ends_at, field="ends_on")
    check_meant(person, further, is_confirmed=is_confirmed, at=at)
