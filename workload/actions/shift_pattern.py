"""Shifts of a period from a weekly pattern, in one go (L1)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.months_open import check_months_open_for
from workload.actions.person import Person, check_works_here, local_day, lock_person
from workload.actions.shift_changes import Difference, Plan, differences, put
from workload.domain.planned import Work
from workload.domain.weekly_pattern import PatternShift, first_overlap, works_of
from workload.models import Employee
from workload.roster_permissions import check_can_plan_shifts_of

MOST_DAYS = 92


@transaction.atomic
def set_shifts(
    *,
    employee: Employee,
    pattern: Collection[PatternShift],
    first: date,
    last: date,
    by: Viewer,
    at: datetime,
    reason: str = "",
) -> Difference:
    """The shifts that start from `first` to `last` become those of the pattern; an empty one clears the days.

    Refused, naming the field, for a period that is reversed, longer than 92 days or closed, a pattern that overlaps
    itself or a shift around the period, shifts before somebody comes or after they leave, a break as long as its shift,
    and without a reason where shifts that have begun would change.
    """
    person = lock_person(employee.pk, by=by, at=at)
    check_can_plan_shifts_of(by, person.employee, person.department)
    check_period(first, last)
    check_months_open_for(person.employee, first, last, "first")
    check_breaks(pattern)
    wanted = works_of(pattern, first, last, person.zone)
    if first_overlap(wanted) is not None:
        raise Refused(_("Two shifts of the pattern overlap."), field="pattern")
    check_stays(person, wanted)
    plan = Plan(person.employee, person.department.pk, person.zone, first, last, tuple(wanted))
    [found] = differences([plan])
    put([found], reason=reason, by=by, at=at)
    return found


def check_period(first: date, last: date) -> None:
    """The days are in order and not too many."""
    if last < first:
        raise Refused(_("The period ends before it starts."), field="last")
    if (last - first).days >= MOST_DAYS:
        raise Refused(_("At most 92 days at once."), field="last")


def check_stays(person: Person, wanted: Sequence[Work]) -> None:
    """They work here from the first of these shifts to the last."""
    if wanted:
        for field, work in (("first", wanted[0]), ("last", wanted[-1])):
            check_works_here(person, local_day(work.starts_at, person.zone), field=field)


def check_breaks(pattern: Collection[PatternShift]) -> None:
    """Something is worked in every shift."""
    if any(shift.stretch.minutes <= 0 for shift in pattern):
        raise Refused(_("A break is shorter than its shift."), field="pattern")
