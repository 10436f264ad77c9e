"""The rules of work in force in a department (W2, C2), and what they say of closing and opening again (T2, T4)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from tickets.domain.silence import after_working_days
from tickets.models import Ticket, WorkPolicy
from workload.domain.calendars import working_minutes_of
from workload.models import Department
from workload.queries.calendars import calendar_of, calendars_of_departments


def policy_on(department: Department, day: date) -> WorkPolicy:
    """The department's own, else everybody's, else one of the defaults that was never saved. One statement."""
    known = WorkPolicy.objects.filter(Q(department=department) | Q(department__isnull=True), starts_on__lte=day)
    found = known.order_by(F("department_id").asc(nulls_last=True), "-starts_on").first()
    return found or WorkPolicy(department=None, starts_on=day)


def policy_at(department: Department, at: datetime) -> WorkPolicy:
    """The same, on the day that it is there. One statement."""
    return policy_on(department, at.astimezone(ZoneInfo(department.timezone)).date())


def silent_until(ticket: Ticket, *, at: datetime) -> datetime:
    """When a handed-over ticket closes by itself if nothing is heard from `at` on: by the working days of its calendar,
    else of its department's, else by weekdays (T4). Three statements at most, another for an unread calendar."""
    days = policy_at(ticket.department, at).silent_days
    if ticket.calendar is not None:
        calendar = calendar_of(ticket.calendar.pk, ticket.calendar.version)
    else:
        current = calendars_of_departments([ticket.department_id]).get(ticket.department_id)
        if current is None:
            return after_working_days(at, days, ticket.department.timezone)
        calendar = current.calendar
    return after_working_days(at, days, calendar.zone.key, lambda day: working_minutes_of(calendar, day) > 0)


def reopens_until(ticket: Ticket) -> datetime | None:
    """Until when a letter of the client opens the closed ticket again (T2); None for one that is not closed."""
    if ticket.closed_at is None:
        return None
    return ticket.closed_at + timedelta(days=policy_at(ticket.department, ticket.closed_at).reopen_days)
