"""What a calendar program reads under somebody's secret address: their shifts, and when they are absent (L1)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from support_desk.shared.actions.tokens import digest_of
from workload.domain.calendar_feed import FeedEvent
from workload.models import Absence, Employee, RosterFeed, Shift

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


def feed_owner(secret: str, at: datetime) -> Employee | None:
    """Whose address it is; None for one that is unknown or ended, or whose owner has left. One statement."""
    people = Employee.objects.employed_at(at).filter(user__is_active=True)
    feeds = RosterFeed.objects.live().filter(digest=digest_of(secret), employee__in=people)
    feed = feeds.select_related("employee__user").first()
    return feed.employee if feed else None


def feed_events(employee: Employee, at: datetime) -> list[FeedEvent]:
    """From two months ago to a year ahead, in order. The address may be lent: no type of an absence stands in it. Two
    statements."""
    span = (at - BACK, at + AHEAD)
    shifts = Shift.objects.filter(employee=employee).overlapping(*span)
    aways = Absence.objects.in_force().filter(employee=employee).overlapping(*span)
    events = [
        FeedEvent(f"shift-{one.pk}", _summary(one), one.starts_at, one.ends_at, one.changed_at) for one in shifts
    ] + [
        FeedEvent(f"absence-{one.pk}", pgettext("of a person", "Absent"), one.starts_at, one.ends_at, one.changed_at,
                  is_busy=False)
        for one in aways
    ]  # fmt: skip
    return sorted(events, key=lambda event: (event.starts_at, event.key))


def _summary(shift: Shift) -> str:
    if not shift.break_minutes:
        return _("Shift")
    return _("Shift, %(minutes)d minutes of break") % {"minutes": shift.break_minutes}
