"""What somebody did on tickets in a time that is now declared an absence (L2)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared.ui.figures import duration
from tickets.models import Clock, Message, TimeEntry
from workload.models import Employment

A_DAY = timedelta(days=1)


def consequences(employee_id: int, starts_at: datetime, ends_at: datetime) -> list[str]:
    """A sentence for time logged, for messages answered and for clocks that broke; none where there is nothing. Numbers
    only: whoever keeps absences need not see the tickets (P2). Four statements."""
    return [
        *_logged(employee_id, starts_at, ends_at),
        *_answered(employee_id, starts_at, ends_at),
        *_broken(employee_id, starts_at, ends_at),
    ]


def _logged(employee_id: int, starts_at: datetime, ends_at: datetime) -> list[str]:
    """By the day it was worked on, for whole days; by when it was written down, for hours of one."""
    entries = TimeEntry.objects.filter(employee=employee_id)
    when = Q(created_at__gte=starts_at, created_at__lt=ends_at)
    if ends_at - starts_at >= A_DAY:
        zone = _zone_of(employee_id, starts_at)
        when = Q(worked_on__range=(starts_at.astimezone(zone).date(), (ends_at - A_DAY).astimezone(zone).date()))
    minutes = entries.filter(when).aggregate(minutes=Sum("actual_minutes"))["minutes"]
    return [_("%(time)s were logged in that time.") % {"time": duration(minutes)}] if minutes else []


def _zone_of(employee_id: int, at: datetime) -> ZoneInfo:
    terms = Employment.objects.at(at).filter(employee=employee_id)
    own, departments = terms.values_list("employee__timezone", "department__timezone").first() or ("", "")
    return ZoneInfo(own or departments or settings.TIME_ZONE)


def _answered(employee_id: int, starts_at: datetime, ends_at: datetime) -> list[str]:
    sent = Message.objects.filter(
        author=employee_id,
        direction=Message.Direction.OUTBOUND,
        retracted_at__isnull=True,
        created_at__gte=starts_at,
        created_at__lt=ends_at,
    )
    count = sent.count()
    words = ngettext("%(count)d message was sent to clients.", "%(count)d messages were sent to clients.", count)
    return [words % {"count": count}] if count else []


def _broken(employee_id: int, starts_at: datetime, ends_at: datetime) -> list[str]:
    broken = Clock.objects.filter(answerer=employee_id, breached_at__gte=starts_at, breached_at__lt=ends_at)
    count = broken.count()
    words = ngettext(
        "%(count)d promise to a client was broken and counts for the person.",
        "%(count)d promises to clients were broken and count for the person.",
        count,
    )
    return [words % {"count": count}] if count else []
