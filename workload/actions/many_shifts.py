"""Shifts of many people by one deed, as a file or a program brings them (L1)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import scope_of
from support_desk.shared.errors import ManyRefused, NotAllowed, PeriodClosed, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.months_open import Closed, closed_days_of, is_closed_on
from workload.actions.person import Person, local_day
from workload.actions.shifts import check_reason
from workload.domain.weekly_pattern import PatternShift, Span, spans_of
from workload.models import Employee, Employment, RosterPublication, RosterSubmission, Shift
from workload.roster_permissions import check_can_plan_shifts_of
from workload.signals import tell_presence_changed

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WallShift:
    """A shift by the wall clock of the person: one that does not end after it starts runs into the next day."""

    employee_id: int
    day: date
    starts: time
    ends: time
    break_minutes: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Somebody, locked, and where they work from term to term."""

    employee: Employee
    terms: tuple[Employment, ...]

    def on(self, day: date) -> Person:
        """Where they work on that day. Refused, naming `day`, for one on which they do not."""
        employee = self.employee
        stays = employee.hired_on <= day and (employee.left_on is None or day <= employee.left_on)
        term = next((one for one in self.terms if one.starts_on <= day <= (one.ends_on or date.max)), None)
        if term is None or not stays:
            words = _("%(name)s does not work here on %(day)s.")
            raise Refused(words % {"name": employee.name, "day": day.isoformat()}, field="day")
        return Person(employee, term.department, ZoneInfo(employee.timezone or term.department.timezone))


@transaction.atomic
def plan_many_shifts(*, wanted: Sequence[WallShift], by: Viewer, at: datetime) -> list[Shift]:
    """New shifts of many people, with one row in each one's trail. ManyRefused names every shift that ends before its
    break is over, overlaps another, lies in a closed month, in one that is being planned as a roster or where the
    person does not work here, has begun without a reason, or is not for `by` to plan.
    A handful of statements whatever their number, and one more a person."""
    people = lock_people({shift.employee_id for shift in wanted}, by=by, at=at)
    refusals: list[tuple[int, Refused]] = []
    shifts: list[Shift] = []
    taken = standing_spans(people.values(), wanted)
    months = Months(closed_days(people, wanted), planned_months(people.keys()))
    for place, shift in enumerate(wanted):
        try:
            shifts.append(checked(shift, people.get(shift.employee_id), taken, months, by=by, at=at))
        except Refused as refused:
            refusals.append((place, refused))
    if refusals:
        raise ManyRefused(refusals)
    Shift.objects.bulk_create(shifts)
    record(shifts, wanted, people, by=by, at=at)
    tell_presence_changed(list(people), at=at)
    return shifts


def lock_people(ids: Collection[int], *, by: Viewer, at: datetime) -> Mapping[int, Places]:
    """{employee: where they work}, locked in the order of their keys; without those who have left or are not to be
    seen."""
    rows = Employee.objects.visible_to(by).filter(pk__in=ids).order_by("pk")
    employees = {one.pk: one for one in rows.select_for_update(of=("self",), no_key=True)}
    staying = Employment.objects.not_over(at).filter(employee=OuterRef("employee"))
    terms = Employment.objects.filter(Exists(staying), employee__in=employees).select_related("department")
    held: dict[int, list[Employment]] = defaultdict(list)
    for term in terms.order_by("starts_on"):
        held[term.employee_id].append(term)
    return {one: Places(employees[one], tuple(found)) for one, found in held.items()}


def standing_spans(people: Collection[Places], wanted: Sequence[WallShift]) -> dict[int, list[Span]]:
    """{employee: spans that they are planned for already, around the days asked for}. One statement."""
    found: dict[int, list[Span]] = defaultdict(list)
    days = [shift.day for shift in wanted]
    if not days or not people:
        return found
    begins = datetime.combine(min(days), time(), ZoneInfo("UTC")) - timedelta(days=2)
    ends = datetime.combine(max(days), time(), ZoneInfo("UTC")) + timedelta(days=3)
    rows = Shift.objects.filter(employee__in=[places.employee.pk for places in people]).overlapping(begins, ends)
    for employee_id, start, end in rows.values_list("employee_id", "starts_at", "ends_at"):
        found[employee_id].append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class Months:
    """`closed`: days by employee; `planned`: by employee, where the next publication or approval would undo a shift."""

    closed: Closed
    planned: Collection[tuple[int, date]]

    def check(self, person: Person, day: date) -> None:
        """PeriodClosed, or Refused, naming `day`."""
        if is_closed_on(self.closed, person.employee.pk, day):
            raise PeriodClosed(_("This month is closed."), field="day")
        if (person.employee.pk, day.replace(day=1)) in self.planned:
            words = _("%(name)s has a roster for this month that is not published. Change the roster.")
            raise Refused(words % {"name": person.employee.name}, field="day")


def planned_months(employee_ids: Collection[int]) -> Collection[tuple[int, date]]:
    """(employee, first day) of every roster that does not stand as shifts yet. One statement."""
    published = RosterPublication.objects.filter(department=OuterRef("department"), month=OuterRef("month"))
    rows = RosterSubmission.objects.filter(employee__in=employee_ids)
    standing = rows.filter(Exists(published), state=RosterSubmission.State.APPROVED)
    return set(rows.exclude(pk__in=standing.values("pk")).values_list("employee_id", "month"))


def closed_days(people: Collection[int], wanted: Sequence[WallShift]) -> Closed:
    """The closed days of theirs among the days asked for. Two statements."""
    days = [shift.day for shift in wanted]
    return closed_days_of(people, min(days), max(days)) if days else {}


def checked(
    wanted: WallShift,
    places: Places | None,
    taken: dict[int, list[Span]],
    months: Months,
    *,
    by: Viewer,
    at: datetime,
) -> Shift:
    """The shift as it can stand in the roster; it takes its time from those that follow."""
    if places is None:
        raise NotAllowed(_("This person has left."), field="employee")
    person = places.on(wanted.day)
    check_can_plan_shifts_of(by, person.employee, person.department)
    starts_at, ends_at = span_of(wanted, person.zone)
    if ends_at - starts_at <= wanted.break_minutes * MINUTE:
        raise Refused(_("A break is shorter than its shift."), field="break_minutes")
    months.check(person, local_day(starts_at, person.zone))
    check_reason(starts_at, at=at, reason=wanted.reason)
    own = taken[person.employee.pk]
    if any(start < ends_at and starts_at < end for start, end in own):
        raise Refused(_("%(name)s has another shift at that time.") % {"name": person.employee}, field="starts")
    own.append((starts_at, ends_at))
    return Shift(employee=person.employee, starts_at=starts_at, ends_at=ends_at, break_minutes=wanted.break_minutes)


def span_of(wanted: WallShift, zone: ZoneInfo) -> Span:
    """The instants of a shift by the wall clock."""
    pattern = PatternShift(wanted.day.weekday(), wanted.starts, wanted.ends)
    return spans_of([pattern], wanted.day, wanted.day, zone)[0]


def record(
    shifts: Sequence[Shift], wanted: Sequence[WallShift], people: Mapping[int, Places], *, by: Viewer, at: datetime
) -> None:
    """One row in the trail of each person."""
    planned: dict[int, list[str]] = defaultdict(list)
    reasons: dict[int, str] = {}
    days: dict[int, date] = {}
    for shift, asked in zip(shifts, wanted, strict=True):
        planned[shift.employee_id].append(f"{shift.starts_at.isoformat()}/{shift.ends_at.isoformat()}")
        days.setdefault(shift.employee_id, asked.day)
        reasons[shift.employee_id] = reasons.get(shift.employee_id) or asked.reason
    with audit.gathered():
        for employee_id, spans in planned.items():
            person = people[employee_id].on(days[employee_id])
            audit.record(
                action="shift.plan_many",
                target=person.employee,
                scope=scope_of(person.employee),
                by=by,
                at=at,
                department_id=person.department.pk,
                after={"shifts": spans, "reason": reasons[employee_id]},
            )
