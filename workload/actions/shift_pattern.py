"""Shifts of a period from a weekly pattern, in one go (L1, first form)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import scope_of
from support_desk.shared.errors import Refused
from support_desk.shared.periods import check_days_open
from support_desk.shared.viewer import Viewer
from workload.actions.person import Person, lock_person
from workload.actions.shifts import check_reason
from workload.domain.weekly_pattern import PatternShift, Span, first_overlap, spans_of
from workload.models import Employee, Shift
from workload.permissions import check_can_plan_shifts
from workload.signals import tell_presence_changed

MOST_DAYS = 92


@dataclass(frozen=True, slots=True)
class Difference:
    """What a period loses and gains; a shift that is the same before and after is neither."""

    gone: list[Shift]
    new: list[Span]

    @property
    def first_start(self) -> datetime | None:
        return min([shift.starts_at for shift in self.gone] + [start for start, _end in self.new], default=None)


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
    itself or a shift around the period, and without a reason where shifts that have begun would change.
    """
    person = lock_person(employee.pk, by=by, at=at)
    check_can_plan_shifts(by, person.department.pk)
    check_period(first, last, department_id=person.department.pk)
    wanted = spans_of(pattern, first, last, person.zone)
    if first_overlap(wanted) is not None:
        raise Refused(_("Two shifts of the pattern overlap."), field="pattern")
    found = difference(person, wanted, first, last)
    if found.first_start is not None:
        check_reason(found.first_start, at=at, reason=reason)
        _put(person, found, first, last, reason=reason, by=by, at=at)
    return found


def check_period(first: date, last: date, *, department_id: int) -> None:
    """The days are in order, not too many, and of open months."""
    if last < first:
        raise Refused(_("The period ends before it starts."), field="last")
    if (last - first).days >= MOST_DAYS:
        raise Refused(_("At most 92 days at once."), field="last")
    check_days_open(department_id=department_id, first=first, last=last, field="first")


def difference(person: Person, wanted: Collection[Span], first: date, last: date) -> Difference:
    """What has to change. Refused, naming `pattern`, when a shift around the period is in the way. Two statements."""
    begins = datetime.combine(first, time(), person.zone).astimezone(UTC)
    ends = datetime.combine(last + timedelta(days=1), time(), person.zone).astimezone(UTC)
    own = Shift.objects.filter(employee=person.employee)
    standing = {
        (shift.starts_at, shift.ends_at): shift for shift in own.filter(starts_at__gte=begins, starts_at__lt=ends)
    }
    around = own.filter(starts_at__gte=begins - timedelta(days=1), starts_at__lte=ends + timedelta(days=1))
    outside = [
        span
        for span in around.values_list("starts_at", "ends_at")
        if not begins <= span[0] < ends and span not in standing
    ]
    if first_overlap([*wanted, *outside]) is not None:
        raise Refused(_("A shift just before or after the period is in the way."), field="pattern")
    gone = [shift for span, shift in standing.items() if span not in set(wanted)]
    return Difference(gone=gone, new=[span for span in wanted if span not in standing])


def _put(person: Person, found: Difference, first: date, last: date, *, reason: str, by: Viewer, at: datetime) -> None:
    Shift.objects.filter(pk__in=[shift.pk for shift in found.gone]).delete()
    Shift.objects.bulk_create(Shift(employee=person.employee, starts_at=start, ends_at=end) for start, end in found.new)
    audit.record(
        action="shift.pattern",
        target=person.employee,
        scope=scope_of(person.employee),
        by=by,
        at=at,
        department_id=person.department.pk,
        before={"shifts": [_words(shift.starts_at, shift.ends_at) for shift in found.gone]},
        after={"first": first, "last": last, "shifts": [_words(*span) for span in found.new], "reason": reason},
    )
    tell_presence_changed([person.employee.pk], at=at)


def _words(start: datetime, end: datetime) -> str:
    return f"{start.isoformat()}/{end.isoformat()}"
