"""Saying how many replies are reviewed: of a department, and of a person (S5)."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.domain.sampling import Level, Shares
from disputes.models import ReviewPolicy, ReviewShare
from disputes.queries.reviews.policies import sampling_of
from disputes.review_permissions import check_can_set_sampling
from support_desk.shared import audit
from support_desk.shared.changing import save_valid, scope_of
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, Employment

FIELDS = {
    "replies": "share_percent",
    "newcomers": "newcomer_percent",
    "newcomer_days": "newcomer_days",
    "thanks": "thanks_percent",
}
MOST_DAYS = 730


@transaction.atomic
def set_review_policy(
    *, department: Department | None, starts_on: date, shares: Shares, by: Viewer, at: datetime
) -> ReviewPolicy:
    """From `starts_on` the department (None: every one without a policy of its own) is sampled by `shares`. Refused,
    naming the field, for shares out of range and for a day that has passed: what was picked stays picked."""
    check_can_set_sampling(by, department.pk if department else None)
    for name, value in asdict(shares).items():
        check_between(value, MOST_DAYS if name == "newcomer_days" else 100, field=name)
    new = {FIELDS[name]: value for name, value in asdict(shares).items()}
    check_to_come(starts_on, by, at)
    rows = ReviewPolicy.objects.select_for_update(of=("self",)).filter(department=department, starts_on=starts_on)
    policy = rows.first() or ReviewPolicy(department=department, starts_on=starts_on)
    return kept(policy, "review_policy.set", new, department.pk if department else None, by=by, at=at)


@transaction.atomic
def set_review_share(
    *, employee: Employee, starts_on: date, share_percent: int | None, by: Viewer, at: datetime
) -> ReviewShare:
    """From `starts_on` so many percent of this person's replies are reviewed; None: as many as of the department.
    Refused as above; NotAllowed for oneself and for who works elsewhere."""
    if by.employee_id == employee.pk:
        raise NotAllowed(_("Nobody decides how many of their own replies are reviewed."), field="employee")
    term = Employment.objects.at(at).filter(employee=employee).select_related("department").first()
    place = term.department if term else None
    department_id = place.pk if place else None
    check_can_set_sampling(by, department_id)
    check_may_set_for(employee, place, by, at)
    if share_percent is not None:
        check_between(share_percent, 100, field="share_percent")
    check_to_come(starts_on, by, at)
    rows = ReviewShare.objects.select_for_update(of=("self",)).filter(employee=employee, starts_on=starts_on)
    row = rows.first() or ReviewShare(employee=employee, starts_on=starts_on)
    return kept(row, "review_share.set", {"share_percent": share_percent}, department_id, by=by, at=at)


def check_may_set_for(employee: Employee, place: Department | None, by: Viewer, at: datetime) -> None:
    """Of who leads only the director says it: a deputy would say it for the head, and the head for the deputy."""
    day, head_id = at.date(), place.head_id if place else None
    leads = sampling_of([employee.pk], []).level(employee.pk, head_id, day) == Level.UP
    if leads and not by.has("director"):
        words = _("How many replies of somebody who leads are reviewed is for the director to say.")
        raise NotAllowed(words, field="employee")


def check_between(value: int, most: int, *, field: str) -> None:
    if not 0 <= value <= most:
        raise Refused(_("Write a whole number from 0 to %(most)d.") % {"most": most}, field=field)


def check_to_come(day: date, by: Viewer, at: datetime) -> None:
    if day < at.astimezone(ZoneInfo(by.timezone or settings.TIME_ZONE)).date():
        raise Refused(_("What was picked stays picked: choose a day from today on."), field="starts_on")


def kept[RowT: ReviewPolicy | ReviewShare](
    row: RowT, action: str, new: dict[str, Any], department_id: int | None, *, by: Viewer, at: datetime
) -> RowT:
    """Saved and recorded."""
    before, after = audit.changes(row, **new) if row.pk else ({}, new)
    for name, value in new.items():
        setattr(row, name, value)
    row.set_by_id = by.employee_id
    save_valid(row)
    if after:
        audit.record(action=action, target=row, by=by, at=at, before=before, after=after | {"starts_on": row.starts_on},
                     scope=scope_of(row), department_id=department_id)  # fmt: skip
    return row
