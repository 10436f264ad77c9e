"""What waits for the director's word (P4, Y5, S6, D3), and the clients whom nobody answers in time (S4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from disputes.queries.complaint_lists import waiting_for as complaints_for
from disputes.queries.dispute_lists import disputes_waiting_for
from payroll.models import PayObjection, PayRun, Payslip
from payroll.queries.adjustments.lists import waiting_for_word_of
from payroll.queries.runs.readable import readable_runs
from support_desk.shared.ui.figures import money
from support_desk.shared.viewer import Viewer
from tickets.queries.operator.desk import Desk, departments_of
from tickets.queries.operator.figures import figures
from tickets.queries.operator.rules import Why
from tickets.queries.queue import capped
from tickets.queries.queue_rows import waited
from workload.models import Employee


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many of a thing, what they come to or for how long the oldest waits, and where they are."""

    number: int
    words: str | Promise
    url: str
    icon: str
    note: str = ""
    tone: str = ""

    @property
    def shown(self) -> str:
        """The figure as people read it: "7", "99+"."""
        return capped(self.number)


def waiting_for_director(viewer: Viewer) -> list[Waiting]:
    """What there is, the pay first. Six statements."""
    return [one for one in _all(viewer) if one.number]


def late_answers(viewer: Viewer) -> Waiting | None:
    """Clients who wait past the operator's threshold, of every department; their page is where it is seen who they are.
    One statement."""
    found = figures(Desk(viewer, departments_of(viewer)))  # who is here says nothing about who is late
    late = found.counts[Why.LATE]
    if not late:
        return None
    since = found.late_since
    note = _("%(time)s late") % {"time": waited(viewer.at - since)} if since else ""
    words = ngettext("Client unanswered past the threshold", "Clients unanswered past the threshold", late)
    return Waiting(late, words, f"{reverse('operator')}?why={Why.LATE.value}", "hourglass", note, "bad")


def _all(viewer: Viewer) -> Iterator[Waiting]:
    yield _to_approve(viewer)
    yield _to_confirm(viewer)
    yield _adjustments(viewer)
    yield _objections(viewer)
    yield _disputes(viewer)
    yield _complaints(viewer)


def _to_approve(viewer: Viewer) -> Waiting:
    runs = readable_runs(viewer).filter(state=PayRun.State.CONFIRMED).exclude(confirmed_by=viewer.employee_id)
    return _runs(runs, viewer, gettext_lazy("Pay runs to approve"), "wallet")


def _to_confirm(viewer: Viewer) -> Waiting:
    """Of heads whose manager the director is, or who have none: `runs.people.confirmers_of`."""
    paid = Employee.objects.filter(payslips__run=OuterRef("pk"))
    managed = Exists(paid.filter(manager=viewer.employee_id)) | ~Exists(paid.filter(manager__isnull=False))
    runs = readable_runs(viewer).filter(managed, state=PayRun.State.DRAFTED, tier=PayRun.Tier.HEAD)
    return _runs(runs, viewer, gettext_lazy("Pay runs to confirm"), "user-round-check")


def _runs(runs: QuerySet[PayRun], viewer: Viewer, words: str | Promise, icon: str) -> Waiting:
    """Nobody says yes to their own pay."""
    others = runs.exclude(pk__in=Payslip.objects.filter(employee=viewer.employee_id or 0).values("run"))
    found = list(others.order_by().values_list("total", "period__department", "period__month"))
    only = reverse("pay-month", args=found[0][1:]) if len(found) == 1 else reverse("pay-months")
    return Waiting(len(found), words, only, icon, money(sum(total for total, _place, _month in found)))


def _adjustments(viewer: Viewer) -> Waiting:
    rows = waiting_for_word_of(viewer).order_by()
    found = rows.aggregate(number=Count("pk"), only=Min("pk"), total=Sum("amount", default=Decimal()))
    words = gettext_lazy("Additions and corrections to agree to")
    url = _single(found["number"], "pay-adjustment", found["only"], "pay-adjustments")
    return Waiting(found["number"], words, url, "arrow-left-right", money(found["total"]))


def _objections(viewer: Viewer) -> Waiting:
    rows = PayObjection.objects.for_answer_of(viewer).order_by()
    found = rows.aggregate(number=Count("pk"), only=Min("pk"), since=Min("at"))
    url = _single(found["number"], "objection", found["only"], "objections")
    words = gettext_lazy("Objections to answer")
    return Waiting(found["number"], words, url, "message-square-warning", _oldest(viewer, found["since"]))


def _disputes(viewer: Viewer) -> Waiting:
    rows = disputes_waiting_for(viewer).order_by()
    found = rows.aggregate(number=Count("pk"), only=Min("pk"), since=Min(Coalesce("arbiter_asked_at", "opened_at")))
    url = _single(found["number"], "dispute", found["only"], "disputes")
    words = gettext_lazy("Disputes to answer or decide")
    return Waiting(found["number"], words, url, "scale", _oldest(viewer, found["since"]))


def _complaints(viewer: Viewer) -> Waiting:
    found = complaints_for(viewer).order_by().aggregate(number=Count("pk"), only=Min("pk"), since=Min("flagged_at"))
    url = _single(found["number"], "complaint", found["only"], "complaints")
    words = gettext_lazy("Complaints to decide")
    return Waiting(found["number"], words, url, "megaphone", _oldest(viewer, found["since"]))


def _single(number: int, page: str, only: int, several: str) -> str:
    """One thing is opened at once, several as their list."""
    return reverse(page, args=[only]) if number == 1 else reverse(several)


def _oldest(viewer: Viewer, since: datetime | None) -> str:
    return _("oldest %(time)s") % {"time": waited(viewer.at - since)} if since else ""
