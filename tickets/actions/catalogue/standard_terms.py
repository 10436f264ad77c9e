"""A calendar and a policy to begin with: what most desks promise, to be changed afterwards (S1–S4)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.sla_policies import create_policy
from tickets.actions.catalogue.sla_terms import Ladder
from tickets.domain.sla import APPROVAL, FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UNANSWERED
from tickets.models import Priority, SlaPolicy
from workload.actions.calendars import create_calendar, load_year
from workload.models import WorkingCalendar
from workload.permissions import check_can_name_defaults

CODE, ZONE = "standard", "Europe/Moscow"
HOURS = (("09:00", "13:00"), ("14:00", "18:00"))
LADDER: Ladder = (("manager", 0), ("operator", 0), ("head", 60), ("director", 240))


def promised(first: int, following: int, resolution: int, unanswered: int, approval: int) -> dict[str, int]:
    """Business minutes of one priority."""
    answers = {FIRST_RESPONSE: first, NEXT_RESPONSE: following, UNANSWERED: unanswered}
    return {**answers, RESOLUTION: resolution, APPROVAL: approval}


TARGETS: dict[int, dict[str, int]] = {
    Priority.LOW.value: promised(120, 240, 2400, 120, approval=960),
    Priority.NORMAL.value: promised(60, 120, 960, 60, approval=480),
    Priority.HIGH.value: promised(30, 60, 480, 30, approval=240),
    Priority.URGENT.value: promised(15, 30, 240, 15, approval=60),
}


@transaction.atomic
def create_standard_terms(*, by: Viewer, at: datetime) -> SlaPolicy:
    """The standard policy, by the default calendar or by a new one from Monday to Friday; both are used where no other
    is named. Refused when there is a policy already, and to whoever may not decide that for every department."""
    check_can_name_defaults(by)
    if SlaPolicy.objects.exists():
        raise Refused(_("There is an SLA policy already. Change it, or add another one."))
    calendar = WorkingCalendar.objects.filter(is_default=True).first() or create_standard_calendar(by=by, at=at)
    return create_policy(
        code=CODE,
        name=_("Standard"),
        calendar=calendar,
        targets=TARGETS,
        steps=LADDER,
        warn_percent=75,
        is_default=True,
        by=by,
        at=at,
    )


def create_standard_calendar(*, by: Viewer, at: datetime) -> WorkingCalendar:
    """Monday to Friday from 9 to 18 with a break, with the holidays of this and the next year."""
    calendar = create_calendar(
        code=CODE,
        name=_("Standard"),
        week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), HOURS),
        timezone=ZONE,
        country="RU",
        is_default=True,
        by=by,
        at=at,
    )
    this_year = at.astimezone(ZoneInfo(ZONE)).year
    for year in (this_year, this_year + 1):
        load_if_known(calendar, year, by=by, at=at)
    return calendar


def load_if_known(calendar: WorkingCalendar, year: int, *, by: Viewer, at: datetime) -> None:
    """The government decides on a year in the autumn before it; until then it is loaded later, by hand."""
    try:
        load_year(calendar=calendar, year=year, by=by, at=at)
    except Refused as unknown:
        if unknown.field != "year":
            raise
