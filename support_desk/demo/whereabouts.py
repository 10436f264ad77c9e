"""Who is where on the demo's day: a roster, a holiday with its cover, a meeting (L1–L4)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from support_desk.demo.company import Staff
from support_desk.demo.rosters import PATTERN
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import approve_absence
from workload.actions.absences import request_absence
from workload.actions.leave_slips.signing import agree_to_slip
from workload.actions.presence import mark_away
from workload.domain.weekly_pattern import spans_of
from workload.models import Absence, AwayMark

HOLIDAY, COVER, IN_MEETING = "manager3", "manager", "manager2"
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
