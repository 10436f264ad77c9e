"""Publishing what was written, and ending a rule (D2)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from disputes.actions.regulations.locking import draft_of, lock_rule
from disputes.actions.regulations.writing import check_is_active
from disputes.models import Regulation, RegulationVersion
from disputes.notifications.publishing import tell_published
from disputes.regulation_permissions import check_can_publish_rule
from support_desk.shared.changing import change_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer


@transaction.atomic
def publish_draft(*, regulation: Regulation, by: Viewer, at: datetime) -> RegulationVersion:
    """The draft becomes a version that never changes; everybody it will bind is told at once.

    It starts tomorrow at the earliest, where the rule holds; the first one of a rule whenever it says. Refused without
    a draft, for a day that has come, and for one not after that of the version published last.
    """
    rule = lock_rule(regulation, by=by)
    check_can_publish_rule(by, rule)
    check_is_active(rule)
    version = draft_of(rule)
    if version is None:
        raise Refused(_("There is no draft to publish."))
    check_start(rule, version, today=rule.today(at))
    new: dict[str, Any] = {"published_at": at, "published_by_id": by.employee_id}
    change_row(version, action="regulation.publish", by=by, at=at, new=new, department_id=rule.department_id)
    tell_published(version, at=at)
    return version


def check_start(rule: Regulation, version: RegulationVersion, *, today: date) -> None:
    """Nobody is bound by what could not be read before (D2)."""
    last = rule.versions.published().order_by("-starts_on").first()
    if last is None:
        return
    if version.starts_on <= today:
        raise Refused(_("A new version starts tomorrow at the earliest: people must read it first."), field="starts_on")
    if version.starts_on <= last.starts_on:
        day = formats.date_format(last.starts_on, "j E Y")
        words = _("The version published before starts on %(day)s: choose a later day.")
        raise Refused(words % {"day": day}, field="starts_on")


@transaction.atomic
def end_regulation(*, regulation: Regulation, by: Viewer, at: datetime) -> Regulation:
    """The rule binds until the end of today, where it holds; what happened by then can still be disputed under it.

    Ending twice is once.
    """
    rule = lock_rule(regulation, by=by)
    check_can_publish_rule(by, rule)
    new = {"is_active": False, "ended_on": rule.ended_on or rule.today(at)}
    return change_row(rule, action="regulation.end", by=by, at=at, new=new)
