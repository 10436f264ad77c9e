"""Who is where on the demo's day: a roster, a holiday with its cover, a meeting (L1–L4)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from support_desk.demo.company import Staff
from support_desk.shared.viewer import Viewer
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import approve_absence
from workload.actions.absences import request_absence
from workload.actions.leave_slips.signing import agree_to_slip
from workload.actions.presence import mark_away
from workload.actions.shift_pattern import set_shifts
from workload.actions.shifts import plan_shift
from workload.domain.weekly_pattern import PatternShift, Span, spans_of
from workload.models import Absence, AwayMark

# Those who have a roster; the others work by the calendar of their department.
ROSTERED = ("head", "manager", "manager2", "manager3", "manager4", "junior", "operator", "office")
# Whoever comes to see the demo at night or on a Sunday finds these at work.
ON_DUTY = ("head", "manager", "manager2", "manager4", "operator")
HOLIDAY, COVER, IN_MEETING = "manager3", "manager", "manager2"
OPENS, CLOSES, LUNCH_MINUTES = time(9), time(18), 60
PATTERN = tuple(PatternShift(weekday, OPENS, CLOSES, LUNCH_MINUTES) for weekday in range(5))
BEFORE, AFTER = timedelta(hours=2), timedelta(hours=7)
ASKED_BEFORE, SIGNED_BEFORE, AGREED_BEFORE = timedelta(days=12), timedelta(days=11, hours=12), timedelta(days=11)
LEAVE_DAYS = 9
MEETING_MINUTES, IN_MEETING_FOR = 75, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody's holiday and who answers meanwhile."""

    starts_at: datetime
    ends_at: datetime
    cover: str


@dataclass(slots=True)
class Whereabouts:
    """Where the stories find somebody else than they look for; by login."""

    zone: ZoneInfo
    leaves: dict[str, Leave] = field(default_factory=dict)

    def stand_in(self, login: str, at: datetime) -> str:
        """Who acts for `login` at `at`: themselves, unless they are on leave."""
        leave = self.leaves.get(login)
        return leave.cover if leave and leave.starts_at <= at < leave.ends_at else login


def holiday_days(at: datetime, zone: ZoneInfo) -> Days:
    """From yesterday on."""
    first = at.astimezone(zone).date() - timedelta(days=1)
    return Days(first, first + timedelta(days=LEAVE_DAYS))


def expected(at: datetime, zone: ZoneInfo) -> Whereabouts:
    """What will be true on the demo's day, before it is written down."""
    starts_at, ends_at = holiday_days(at, zone).instants(zone)
    return Whereabouts(zone, {HOLIDAY: Leave(starts_at, ends_at, COVER)})


def plan_roster(staff: Staff, *, zone: ZoneInfo, today: datetime) -> None:
    """The roster of the month of `today` and the next one, handed in on the eighteenth before it; with duty today
    where the visitor comes outside the usual hours."""
    day = today.astimezone(zone).date()
    first = day.replace(day=1)
    last = (first + timedelta(days=62)).replace(day=1) - timedelta(days=1)
    planned_at = datetime.combine((first - timedelta(days=1)).replace(day=18), CLOSES, zone).astimezone(UTC)
    system = Viewer.system(planned_at)
    for login in ROSTERED:
        set_shifts(employee=staff.people[login], pattern=PATTERN, first=first, last=last, by=system, at=planned_at)
    duty = duty_of(today, first=first, last=last, zone=zone)
    for login in ON_DUTY if duty else ():
        assert duty is not None
        plan_shift(employee=staff.people[login], starts_at=duty[0], ends_at=duty[1], by=system, at=planned_at)


def duty_of(today: datetime, *, first: date, last: date, zone: ZoneInfo) -> Span | None:
    """A shift around `today` beside those of the pattern; None within working hours."""
    starts, ends = today - BEFORE, today + AFTER
    for opens, closes in spans_of(PATTERN, first, last, zone):
        if opens <= today < closes:
            return None
        starts = max(starts, closes) if closes <= today else starts
        ends = min(ends, opens) if opens > today else ends
    return starts, ends


def ask_for_leave(staff: Staff, *, zone: ZoneInfo, today: datetime) -> Absence:
    """The request, with its cover named."""
    at = today - ASKED_BEFORE
    return request_absence(
        employee=staff.people[HOLIDAY],
        type=Absence.Type.VACATION,
        days=holiday_days(today, zone),
        cover=staff.people[COVER],
        by=staff.viewer(HOLIDAY, at),
        at=at,
    )


def agree_to_cover(staff: Staff, absence: Absence, *, today: datetime) -> None:
    """The cover's signature."""
    at = today - SIGNED_BEFORE
    agree_to_slip(slip=absence.slip, by=staff.viewer(COVER, at), at=at)


def agree_to_leave(staff: Staff, absence: Absence, *, today: datetime) -> None:
    """The head's approval."""
    at = today - AGREED_BEFORE
    approve_absence(absence=absence, by=staff.viewer("head", at), at=at)


def edges_of(start: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    """When people come and go from `start` on: its own instant, and every opening and closing up to `until`."""
    first, last = start.astimezone(zone).date(), until.astimezone(zone).date()
    shifts = spans_of(PATTERN, first, last, zone)
    edges = [start, *(edge for shift in shifts for edge in shift)]
    return [edge for edge in sorted(edges) if start <= edge <= until]


def go_to_meeting(staff: Staff, *, today: datetime) -> None:
    at = today - IN_MEETING_FOR
    mark_away(by=staff.viewer(IN_MEETING, at), at=at, kind=AwayMark.Kind.MEETING, minutes=MEETING_MINUTES)
