"""Reports of all clients of one's departments in one step: a job that goes on where it was stopped (W8)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from support_desk.shared import clock
from support_desk.shared.actions.jobs import start_job
from support_desk.shared.errors import Refused
from support_desk.shared.middleware import viewer_of
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from tickets.actions.reports.building import build_reports
from tickets.actions.reports.sending import check_over, send_report
from tickets.models import ClientReport, Project
from tickets.queries.report_clients import clients_of
from tickets.queries.report_words import month_name
from tickets.report_permissions import check_can_build_reports, seen_wholly

BUILD, SEND = "reports.build", "reports.send"
CLIENTS_A_STEP, REPORTS_A_STEP = 100, 25


def start_building(*, month: date, by: Viewer, at: datetime) -> Job:
    """Queues the building of the month's reports of every client that `by` keeps; a run under way is that run. Refused
    for a month that has not begun."""
    check_can_build_reports(by)
    check_begun(month, at)
    asked = {"month": month.isoformat(), "language": translation.get_language()}
    title = _("Reports for %(month)s") % {"month": month_name(month)}
    total = clients_of(by).count()
    return start_job(kind=BUILD, title=title, params=asked, total=total, by=by, at=at)


def start_sending(*, month: date, by: Viewer, at: datetime) -> Job:
    """Queues the sending of all drafts of the month without holes that `by` sees wholly. Refused until the month is
    over in every department whose projects `by` sees."""
    check_can_build_reports(by)
    projects = Project.objects.visible_to(by).order_by().values_list("department__timezone", flat=True)
    check_over(month, at, set(projects.distinct()))
    asked = {"month": month.isoformat(), "language": translation.get_language()}
    title = _("Send the reports for %(month)s") % {"month": month_name(month)}
    return start_job(kind=SEND, title=title, params=asked, total=sendable(by, month).count(), by=by, at=at)


def build_step(job: Job) -> bool:
    """The next hundred clients. Done again it makes the same drafts; rights are those of this moment."""
    viewer, month = owner_of(job), month_asked(job)
    ids = list(
        clients_of(viewer).filter(pk__gt=job.params.get("after", 0)).values_list("pk", flat=True)[:CLIENTS_A_STEP]
    )
    if ids:
        build_reports(clients=ids, month=month, by=viewer, at=viewer.at)
        job.params["after"] = ids[-1]
        job.done += len(ids)
    job.total = max(job.total, job.done)
    return len(ids) < CLIENTS_A_STEP


def send_step(job: Job) -> bool:
    """The next drafts; one that is refused (nobody has an address, an earlier month waits) stays a draft."""
    viewer, month = owner_of(job), month_asked(job)
    after = job.params.get("after", 0)
    found = list(sendable(viewer, month).filter(pk__gt=after).order_by("pk")[:REPORTS_A_STEP])
    with translation.override(job.params["request"]["language"]):
        refused = send_each(found, by=viewer)
    if found:
        job.params |= {"after": found[-1].pk, "refused": job.params.get("refused", 0) + refused}
        job.done += len(found)
    job.total = max(job.total, job.done)
    return len(found) < REPORTS_A_STEP


def send_each(reports: Sequence[ClientReport], *, by: Viewer) -> int:
    """Sends each by itself; how many were refused."""
    refused = 0
    for report in reports:
        try:
            send_report(report=report, by=by, at=by.at)
        except Refused:
            refused += 1
    return refused


def owner_of(job: Job) -> Viewer:
    return viewer_of(job.owner, clock.now())


def month_asked(job: Job) -> date:
    return date.fromisoformat(job.params["request"]["month"])


def check_begun(month: date, at: datetime) -> None:
    if month > at.date():
        raise Refused(_("This month has not begun."), field="month")


def sendable(viewer: Viewer, month: date) -> QuerySet[ClientReport]:
    """Drafts of the month in which nothing is missing and nothing hidden."""
    drafts = ClientReport.objects.visible_to(viewer).filter(month=month, state=ClientReport.State.DRAFT, hole_count=0)
    return drafts.filter(seen_wholly(viewer))
