"""Choosing a policy or a calendar for something: only one that is active."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from tickets.models import SlaPolicy
from workload.actions.departments import check_active
from workload.models import WorkingCalendar


def check_calendar(calendar: WorkingCalendar | None, field: str = "calendar") -> WorkingCalendar:
    """The calendar, when time can be counted by it. Refused, naming `field`."""
    if calendar is None:
        raise Refused(_("Choose the calendar by which the minutes are counted."), field=field)
    check_active(calendar, field)
    return calendar


def check_policy(policy: SlaPolicy | None, field: str = "sla_policy") -> None:
    """A policy may be chosen while it is active. Refused, naming `field`."""
    if policy is not None and not policy.is_active:
        raise Refused(_("The policy “%(name)s” is not active.") % {"name": policy.name}, field=field)
