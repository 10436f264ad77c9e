"""Who is told of an adjustment, each in their working hours, and how it reads (Y5)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from payroll.models import PayAdjustment
from payroll.notifications.telling import Telling, tell
from payroll.queries.objections.answerers import answerers_of
from support_desk.shared import notices
from support_desk.shared.models import User
from support_desk.shared.notices import NoticeWords, withdraw
from support_desk.shared.ui.figures import money
from support_desk.shared.viewer import Viewer
from workload.queries.timesheets.blocks import month_words

PROPOSED, CONSENT, AGREED, REFUSED = (
    "pay_adjustment.proposed", "pay_adjustment.consent", "pay_adjustment.agreed", "pay_adjustment.refused",
)  # fmt: skip


def register_words() -> None:
    """Called while Django starts."""
    notices.register(PROPOSED, proposed_words)
    notices.register(CONSENT, consent_words)
    notices.register(AGREED, agreed_words)
    notices.register(REFUSED, refused_words)


def tell_proposed(rows: Sequence[PayAdjustment], *, by: Viewer, at: datetime) -> None:
    """Who decides; and the employee, where their consent is needed. Needs `employee` and `department`."""
    first = rows[0]
    deciders = answerers_of(first.employee, first.department, at, but=by.employee_id)
    _tell(rows, PROPOSED, deciders, {"by": by.name}, at=at)
    if first.amount < 0 and first.consented_on is None:
        _tell(rows, CONSENT, [first.employee_id], {"by": by.name}, at=at)


def tell_decided(rows: Sequence[PayAdjustment], *, note: str, by: Viewer, at: datetime) -> None:
    """The employee of what is agreed, who proposed it of either; nobody else needs to decide any more."""
    first = min(rows, key=lambda row: row.pk)
    for kind in (PROPOSED, CONSENT):
        withdraw(f"{kind}:{first.pk}", users=User.objects.exclude(pk=by.user_id or 0))
    is_agreed = first.state == PayAdjustment.State.AGREED
    people = {first.proposed_by_id, *([first.employee_id] if is_agreed else [])} - {by.employee_id}
    _tell(rows, AGREED if is_agreed else REFUSED, people, {"by": by.name, "note": note}, at=at)


def proposed_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `employee`, `amount` in rubles as text, `month` as an ISO date, the `reason`, `by`."""
    title = _("%(amount)s for %(employee)s wait for your word") % _said(facts)
    body = _("Proposed by %(by)s, to be paid with %(month)s.") % _said(facts)
    return NoticeWords(title, f"{body}\n{facts['reason']}")


def consent_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above."""
    title = _("%(amount)s are to be taken from your pay: do you consent?") % _said(facts)
    body = _("Without your consent nothing is taken.")
    return NoticeWords(title, f"{body}\n{facts['reason']}")


def agreed_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above."""
    title = _("%(amount)s for %(employee)s go into the payslip of %(month)s") % _said(facts)
    return NoticeWords(title, facts["reason"])


def refused_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above, and the `note` of who refused."""
    title = _("%(amount)s for %(employee)s are refused") % _said(facts)
    return NoticeWords(title, f"{facts['by']}: {facts['note']}")


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    month = month_words(date.fromisoformat(facts["month"]))
    return {**facts, "amount": money(Decimal(facts["amount"])), "month": month}


def _tell(
    rows: Sequence[PayAdjustment], kind: str, people: Collection[int], facts: Mapping[str, Any], *, at: datetime
) -> None:
    """Once for what was computed together."""
    first = min(rows, key=lambda row: row.pk)
    known = {
        "employee": first.employee.name,
        "amount": str(sum(row.amount for row in rows)),
        "month": first.month.isoformat(),
        "reason": first.reason,
    }
    url = reverse("pay-adjustment", args=[first.pk])
    tell(Telling(kind, f"{kind}:{first.pk}", {**known, **facts}, url, first.department_id), people, at=at)
