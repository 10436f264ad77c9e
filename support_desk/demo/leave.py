"""Absences of the coming weeks, a leave slip in each stage; a sickness to be confirmed; hours that are made up (L2)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from support_desk.demo.company import Staff
from support_desk.demo.content import Content
from workload.actions.absence_checks import Days
from workload.actions.absences import record_absence, request_absence
from workload.actions.leave_slips.signing import agree_to_slip, decline_slip
from workload.domain.make_ups import Span
from workload.models import Absence

ASKED, SIGNED = timedelta(days=2), timedelta(hours=20)
IN_WEEKS, WORKDAYS = timedelta(weeks=3), 5
# Who asks, who covers, who else signs: one slip waits for each of them, one was declined, one waits for the head.
ASKING = (
    ("manager", "manager4", ("specialist",)),
    ("manager2", "manager", ("specialist", "designer")),
    ("manager4", "manager2", ()),
    ("operator", "junior", ()),
)
TO_SIGN, TO_COVER, TO_DECIDE, DECLINED = "manager2", "manager", "manager4", "operator"
SICK, MADE_UP = "designer", "junior"


def plan_absences(staff: Staff, content: Content, *, zone: ZoneInfo, today: datetime) -> None:
    """What the head, the covers and the office find when they come."""
    first = monday_after(today.astimezone(zone).date() + IN_WEEKS)
    for number, (login, cover, colleagues) in enumerate(ASKING):
        starts_on = first + timedelta(weeks=2 * number)
        absence = ask(staff, login, cover, colleagues, starts_on=starts_on, at=today - ASKED)
        sign(staff, content, login, absence, cover=cover, at=today - SIGNED)
    report_sick(staff, zone=zone, today=today)
    ask_for_hours(staff, zone=zone, today=today)


def monday_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def ask(staff: Staff, login: str, cover: str, colleagues: tuple[str, ...], *, starts_on: date, at: datetime) -> Absence:
    """A working week."""
    return request_absence(
        employee=staff.people[login],
        type=Absence.Type.VACATION,
        days=Days(starts_on, starts_on + timedelta(days=WORKDAYS - 1)),
        cover=staff.people[cover],
        colleagues=[staff.people[one] for one in colleagues],
        by=staff.viewer(login, at),
        at=at,
    )


def sign(staff: Staff, content: Content, login: str, absence: Absence, *, cover: str, at: datetime) -> None:
    """As far as the slip has come."""
    if login == TO_COVER:
        return
    by = staff.viewer(cover, at)
    if login == DECLINED:
        decline_slip(slip=absence.slip, note=content.words["declines_cover"], by=by, at=at)
    else:
        agree_to_slip(slip=absence.slip, by=by, at=at)


def report_sick(staff: Staff, *, zone: ZoneInfo, today: datetime) -> None:
    """From today on; it counts at once, and their head has not confirmed it."""
    day = today.astimezone(zone).date()
    record_absence(
        employee=staff.people[SICK],
        days=Days(day, day + timedelta(days=2)),
        by=staff.viewer(SICK, today),
        at=today,
    )


def ask_for_hours(staff: Staff, *, zone: ZoneInfo, today: datetime) -> None:
    """A driving test next month, made up in the evening two days later."""
    month = (today.astimezone(zone).date().replace(day=1) + timedelta(days=32)).replace(day=1)
    day = monday_after(month)
    evening = datetime.combine(day + timedelta(days=2), time(18), zone)
    request_absence(
        employee=staff.people[MADE_UP],
        type=Absence.Type.PERSONAL,
        days=Days(day, day, time(10), time(12)),
        make_ups=[Span(evening, evening + timedelta(hours=2))],
        by=staff.viewer(MADE_UP, today - ASKED),
        at=today - ASKED,
    )
