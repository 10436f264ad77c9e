"""What people are told of the plans that pay them: a new version, another plan, what is unread (Y1, M4)."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from payroll.models import PayPlanVersion, PlanAssignment
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords

PUBLISHED, ASSIGNED, UNREAD = "pay_plan.published", "pay_plan.assigned", "pay_plan.unread"
# Nobody is reminded of paperwork at night.
MORNING = time(9)


def register_words() -> None:
    """Called while Django starts."""
    notices.register(PUBLISHED, published_words)
    notices.register(ASSIGNED, assigned_words)
    notices.register(UNREAD, unread_words)


def tell_published(version: PayPlanVersion, *, at: datetime) -> int:
    """Everybody who is or will be paid by the plan, once. Two statements; how many were told."""
    paid = PlanAssignment.objects.not_over(at).filter(plan=version.plan_id)
    accounts = paid.order_by("employee__user_id").values_list("employee__user_id", flat=True).distinct()
    facts = {"plan": version.plan.name, "number": version.number, "starts_on": version.starts_on.isoformat()}
    key, url = f"{PUBLISHED}:{version.pk}", url_of(version.plan_id)
    return notices.notify([Note(account, PUBLISHED, key, facts, url, at) for account in accounts], at=at)


def tell_assigned(assignment: PlanAssignment, *, at: datetime) -> int:
    """The person: what they are paid by, from when. Who is paid elsewhere hears of that there."""
    if assignment.plan is None:
        return 0
    facts = {"plan": assignment.plan.name, "starts_on": assignment.starts_on.isoformat()}
    key = f"{ASSIGNED}:{assignment.pk}:{assignment.plan_id}"
    account = assignment.employee.user_id
    return notices.notify([Note(account, ASSIGNED, key, facts, url_of(assignment.plan_id), at)], at=at)


def reminder(user_id: int, plans: Collection[tuple[int, str]], day: date, zone: ZoneInfo, *, at: datetime) -> Note:
    """All plans (id and name) that somebody has not read, once for the day on which it was to be said."""
    deliver_at = max(at, datetime.combine(at.astimezone(zone).date(), MORNING, zone).astimezone(UTC))
    facts = {"plans": [name for _pk, name in plans]}
    url = url_of(next(iter(plans))[0]) if len(plans) == 1 else reverse("pay-plans")
    return Note(user_id, UNREAD, f"{UNREAD}:{day}", facts, url, deliver_at)


def published_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `plan`, `number` of the version, `starts_on`."""
    title = _("Your pay plan “%(plan)s” has a new version from %(day)s") % _with_day(facts)
    return NoticeWords(title, _("Read it before that day, and say on its page that you have."))


def assigned_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `plan`, `starts_on`."""
    title = _("From %(day)s you are paid by “%(plan)s”") % _with_day(facts)
    return NoticeWords(title, _("Read it, and say on its page that you have."))


def unread_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the names of the `plans`."""
    title = _("Your pay plan waits to be read: %(plans)s") % {"plans": ", ".join(facts["plans"])}
    return NoticeWords(title, _("It says what your pay is counted from. Read it, and say on its page that you have."))


def url_of(plan_id: int | None) -> str:
    return reverse("pay-plan", args=[plan_id])


def _with_day(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**facts, "day": formats.date_format(date.fromisoformat(facts["starts_on"]), "j E Y")}
