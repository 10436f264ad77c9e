"""How notices of pay read: drafted, confirmed, sent back, and the payslip that is there (Y5)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from payroll.models import PayRun
from payroll.queries.runs.people import approvers_of, confirmers_of, paid_by
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords, notify
from support_desk.shared.ui.figures import money
from support_desk.shared.viewer import Viewer
from workload.models import Employee
from workload.queries.timesheets.blocks import month_words

DRAFTED: Final = "pay.drafted"
CONFIRMED: Final = "pay.confirmed"
SENT_BACK: Final = "pay.sent_back"
APPROVED: Final = "pay.approved"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(DRAFTED, drafted_words)
    notices.register(CONFIRMED, confirmed_words)
    notices.register(SENT_BACK, sent_back_words)
    notices.register(APPROVED, approved_words)


def tell_drafted(run: PayRun, *, at: datetime) -> int:
    """Who may confirm it, when everybody in it was computed; else it waits for another draft."""
    return 0 if run.errors else _tell(DRAFTED, run, confirmers_of(run, at), at=at)


def tell_confirmed(run: PayRun, *, at: datetime) -> int:
    """Who may approve it."""
    return _tell(CONFIRMED, run, approvers_of(run, at), at=at)


def tell_sent_back(run: PayRun, *, by: Viewer, at: datetime) -> int:
    """Who froze the month and who had confirmed it, but for who sends it back."""
    concerned = {run.confirmed_by_id, run.period.frozen_by_id} - {by.employee_id, None}
    return _tell(SENT_BACK, run, {one for one in concerned if one is not None}, at=at, note=run.note)


def tell_approved(run: PayRun, *, at: datetime) -> int:
    """Everybody it pays: their payslip is there. Three statements, however many."""
    return _tell(APPROVED, run, paid_by(run), at=at)


def drafted_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month` as an ISO date, the `department` by name, how many `people`, the `total`."""
    title = _("The pay of %(department)s for %(month)s is drafted: confirm it") % _named(facts)
    return NoticeWords(title, _people_and_total(facts))


def confirmed_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as of a draft."""
    title = _("The pay of %(department)s for %(month)s is confirmed: approve it") % _named(facts)
    return NoticeWords(title, _people_and_total(facts))


def sent_back_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as of a draft, and the `note`."""
    title = _("The pay of %(department)s for %(month)s was sent back") % _named(facts)
    return NoticeWords(title, str(facts["note"]))


def approved_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month`."""
    title = _("Your payslip for %(month)s is there") % _named(facts)
    return NoticeWords(title, _("Every line opens to what it was computed from. Is one wrong? Object to it."))


def _people_and_total(facts: Mapping[str, Any]) -> str:
    total = money(Decimal(facts["total"]))
    return _("People: %(people)s, in all %(total)s.") % {"people": facts["people"], "total": total}


def _named(facts: Mapping[str, Any]) -> dict[str, str]:
    return {"department": facts["department"], "month": month_words(date.fromisoformat(facts["month"]))}


def _tell(kind: str, run: PayRun, people: Collection[int], *, at: datetime, **more: str) -> int:
    department = run.period.department
    facts = {"month": run.period.month.isoformat(), "department": department.name, **more}
    if kind in (DRAFTED, CONFIRMED):
        facts |= {"people": str(run.people_count), "total": str(run.total)}
    month = f"{run.period.month:%Y-%m}"
    page = reverse("pay-month", args=[department.pk, month])
    rows = Employee.objects.filter(pk__in=people).order_by("pk").values_list("pk", "user_id")
    notes = [
        Note(
            user_id=user, kind=kind, key=f"{kind}:{run.pk}", facts=facts, deliver_at=at, department_id=department.pk,
            url=f"/pay/{employee}/{month}/" if kind == APPROVED else page,
        )
        for employee, user in rows
    ]  # fmt: skip
    return notify(notes, at=at)
