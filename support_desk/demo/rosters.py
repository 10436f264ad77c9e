"""Rosters of the demo: this month's is published, the next one is being submitted (L1)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from support_desk.demo.company import Staff
from support_desk.shared.viewer import Viewer
from workload.actions.rosters.deciding import approve_roster, approve_rosters, return_roster
from workload.actions.rosters.patterns import set_pattern
from workload.actions.rosters.planning import open_roster
from workload.actions.rosters.publishing import publish_month
from workload.actions.rosters.submitting import submit_roster
from workload.actions.shifts import plan_shift
from workload.actions.swapping import offer_shift
from workload.domain.roster_dates import months_later
from workload.domain.weekly_pattern import PatternShift, Span
from workload.models import Shift

# Those who have a roster; the others work by the calendar of their department.
ROSTERED = ("head", "manager", "manager2", "manager3", "manager4", "junior", "operator", "office")
# Whoever comes to see the demo at night or on a Sunday finds these at work.
ON_DUTY = ("head", "manager", "manager2", "manager4", "operator")
OPENS, CLOSES, LUNCH_MINUTES = time(9), time(18), 60
PATTERN = tuple(PatternShift(weekday, OPENS, CLOSES, LUNCH_MINUTES) for weekday in range(5))
BEFORE, AFTER, HOUR = timedelta(hours=2), timedelta(hours=7), timedelta(hours=1)
# The next month, at the day of the demo: five of eight have submitted, two of them are approved already.
SUBMITTED, APPROVED = ("manager2", "manager4", "head"), ("manager", "operator")
RETURNED, DRAFT = "manager3", "junior"
ASKER, COLLEAGUE, SATURDAY = "manager2", "manager", 5


def plan_roster(staff: Staff, *, zone: ZoneInfo, today: datetime) -> None:
    """The roster of the month of `today`, published on the eighteenth before it; with duty today where the visitor
    comes outside the usual hours."""
    month = today.astimezone(zone).date().replace(day=1)
    planned_at = at_clock(months_later(month, -1).replace(day=18), CLOSES, zone)
    system, department = Viewer.system(planned_at), staff.departments["support"]
    for login in ROSTERED:
        person = staff.people[login]
        set_pattern(employee=person, lines=PATTERN, starts_on=months_later(month, -1), by=system, at=planned_at)
        submit_roster(employee=person, month=month, by=system, at=planned_at)
    approve_rosters(department=department, month=month, by=system, at=planned_at)
    publish_month(department=department, month=month, by=system, at=planned_at)
    if duty := duty_of(staff, today):
        # Nothing of it lies in the month before, which has no roster: its days are those of the calendar.
        starts_at = max(duty[0], at_clock(month, time(0), zone))
        for login in ON_DUTY:
            plan_shift(employee=staff.people[login], starts_at=starts_at, ends_at=duty[1], by=system, at=planned_at)


def submit_next(staff: Staff, *, zone: ZoneInfo, today: datetime, words: Mapping[str, str]) -> None:
    """The next month in all its states; `words` says why one was returned."""
    month = months_later(today.astimezone(zone).date().replace(day=1), 1)
    at = min(today - HOUR, at_clock(months_later(month, -1).replace(day=17), time(11), zone))
    for login in (*SUBMITTED, *APPROVED, RETURNED):
        submit_roster(employee=staff.people[login], month=month, by=staff.viewer(login, at), at=at)
    open_roster(employee=staff.people[DRAFT], month=month, by=staff.viewer(DRAFT, at), at=at)
    head = staff.viewer("head", at)
    rosters = {one.employee_id: one for one in staff.departments["support"].rosters.filter(month=month)}
    for login in APPROVED:
        approve_roster(submission=rosters[staff.people[login].pk], by=head, at=at)
    reason = words["returned"]
    return_roster(submission=rosters[staff.people[RETURNED].pk], reason=reason, by=head, at=at)
    offer_a_saturday(staff, zone=zone, today=today, words=words)


def offer_a_saturday(staff: Staff, *, zone: ZoneInfo, today: datetime, words: Mapping[str, str]) -> None:
    """Somebody's duty on the last Saturday of the month waits for a colleague's word, where that is still to come."""
    month = today.astimezone(zone).date().replace(day=1)
    last = months_later(month, 1) - timedelta(days=1)
    saturday = last - timedelta(days=(last.weekday() - SATURDAY) % 7)
    starts_at, at = at_clock(saturday, OPENS, zone), today - HOUR
    if starts_at - today < timedelta(hours=12):
        return
    shift = plan_shift(
        employee=staff.people[ASKER], starts_at=starts_at, ends_at=starts_at + 5 * HOUR, by=Viewer.system(at), at=at
    )
    offer_shift(shift=shift, colleague=staff.people[COLLEAGUE], note=words["swap"], by=staff.viewer(ASKER, at), at=at)


def duty_of(staff: Staff, today: datetime) -> Span | None:
    """A shift around `today` beside those of the roster, by whole hours; None within working hours."""
    starts, ends = _whole(today) - BEFORE, _whole(today) + AFTER
    spans = Shift.objects.filter(employee=staff.people["head"]).overlapping(starts, ends)
    for opens, closes in spans.values_list("starts_at", "ends_at"):
        if opens <= today < closes:
            return None
        starts = max(starts, closes) if closes <= today else starts
        ends = min(ends, opens) if opens > today else ends
    return starts, ends


def at_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """That time of the day there, in UTC."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _whole(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)
