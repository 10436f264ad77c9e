"""Who is told of an objection and of its answer, and how it reads (Y4)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from payroll.models import PayObjection
from payroll.notifications.telling import Telling, tell
from payroll.queries.objections.answerers import answerers_of
from support_desk.shared import notices
from support_desk.shared.models import User
from support_desk.shared.notices import NoticeWords, withdraw
from support_desk.shared.viewer import Viewer
from workload.queries.timesheets.blocks import month_words

MADE, ANSWERED = "pay_objection.made", "pay_objection.answered"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(MADE, made_words)
    notices.register(ANSWERED, answered_words)


def tell_objected(row: PayObjection, *, by: Viewer, at: datetime) -> None:
    """Who answers for the pay of the employee. Needs `line.payslip.department`."""
    people = answerers_of(row.employee, row.line.payslip.department, at, but=by.employee_id)
    _tell(row, MADE, people, {"text": row.text}, at=at)


def tell_answered(row: PayObjection, *, by: Viewer, at: datetime) -> None:
    """The employee; nobody else needs to answer any more."""
    withdraw(f"{MADE}:{row.pk}", users=User.objects.exclude(pk=by.user_id or 0))
    facts = {"by": by.name, "state": row.state, "answer": row.answer}
    _tell(row, ANSWERED, [row.employee_id], facts, at=at)


def made_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `employee`, `month` as an ISO date, the `text`."""
    title = _("%(employee)s objects to the payslip of %(month)s") % _said(facts)
    return NoticeWords(title, facts["text"])


def answered_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above, `by`, the `state` and the `answer`."""
    titles = {
        PayObjection.State.UPHELD: _("Your objection to the payslip of %(month)s is upheld"),
        PayObjection.State.REJECTED: _("Your objection to the payslip of %(month)s is rejected"),
    }
    return NoticeWords(titles[PayObjection.State(facts["state"])] % _said(facts), f"{facts['by']}: {facts['answer']}")


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, "month": month_words(date.fromisoformat(facts["month"]))}


def _tell(row: PayObjection, kind: str, people: Collection[int], facts: Mapping[str, Any], *, at: datetime) -> None:
    slip = row.line.payslip
    known = {"employee": row.employee.name, "month": slip.month.isoformat()}
    url = reverse("objection", args=[row.pk])
    tell(Telling(kind, f"{kind}:{row.pk}", {**known, **facts}, url, slip.department_id), people, at=at)
