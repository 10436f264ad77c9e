"""Last month's reports: one is in the portal, one was asked about, one has holes, the rest wait to be sent (W8)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, Subquery

from support_desk.demo.stage import Stage
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.contracts import update_contract
from tickets.actions.hours.hinting import tell_hours
from tickets.actions.logging_time import LoggedWork, log_time
from tickets.actions.reports.asking import ask_about_line
from tickets.actions.reports.building import build_reports
from tickets.actions.reports.sending import send_report
from tickets.models import Client, ClientReport, Contact, Contract, ReportLine
from tickets.queries.viewers import viewer_of_contact
from workload.models import Operation
from workload.queries.viewers import viewer_of_employee

WITH_ROLLOVER = 4
MINUTES_WITHOUT_WORDS = (35, 50)
# A closed ticket that is asked about opens again within two weeks; the demo's question stays in its ticket.
ASKED_ABOUT_WITHIN = timedelta(days=13)


def report_last_month(stage: Stage, *, at: datetime) -> None:
    """Builds what was billed, sends one report, lets its client ask, and leaves holes in another."""
    agree_on_rollover(at=at)
    zone = ZoneInfo(stage.staff.departments["support"].timezone)
    month = (at.astimezone(zone).date().replace(day=1) - timedelta(days=1)).replace(day=1)
    clients = list(Client.objects.order_by("pk").values_list("pk", flat=True))
    reports = build_reports(clients=clients, month=month, by=Viewer.system(at), at=at)
    shown = send_into_portal(reports, at=at)
    left = [each for each in reports if each.pk != shown]
    asked = send_and_ask(left, stage.content.words["report_question"], at=at)
    for report in [each for each in left if each.pk != asked][:1]:
        leave_holes(report, month, at=at)
    tell_hours(at=at)


def agree_on_rollover(*, at: datetime) -> None:
    """Some contracts let unused hours live on."""
    for contract in Contract.objects.order_by("pk")[:WITH_ROLLOVER]:
        update_contract(contract=contract, rollover_months=2, by=Viewer.system(at), at=at)


def send_into_portal(reports: list[ClientReport], *, at: datetime) -> int:
    """Sends the report of the client who looks into the portal; its id, 0 when there is none."""
    people = Contact.objects.filter(client=OuterRef("client"), user__isnull=False).order_by("user")
    whole = ClientReport.objects.filter(pk__in=[each.pk for each in reports], hole_count=0)
    first = (
        whole.annotate(looks_in=Subquery(people.values("user")[:1])).exclude(looks_in=None).order_by("looks_in").first()
    )
    return send_report(report=first, by=Viewer.system(at), at=at).pk if first else 0


def send_and_ask(reports: list[ClientReport], question: str, *, at: datetime) -> int:
    """Sends the first report with a line that can still be asked about, and asks; its id, 0 when there is none."""
    fresh = Q(ticket__closed_at__isnull=True) | Q(ticket__closed_at__gt=at - ASKED_ABOUT_WITHIN)
    lines = ReportLine.objects.filter(fresh, report__in=reports, report__hole_count=0, minutes__gt=0)
    line = lines.select_related("report__client").order_by("report", "pk").first()
    if line is None:
        return 0
    sent = send_report(report=line.report, by=Viewer.system(at), at=at)
    contact = sent.client.contacts.filter(is_active=True).order_by("pk")[0]
    ask_about_line(line=line, text=question, by=viewer_of_contact(contact, at), at=at)
    return sent.pk


def leave_holes(report: ClientReport, month: date, *, at: datetime) -> None:
    """Its manager has logged time without words for the client."""
    line = report.lines.select_related("ticket__project__owner").order_by("pk")[0]
    assert line.ticket.project is not None, "the demo's clients have projects"
    owner = viewer_of_employee(line.ticket.project.owner, at)
    operation = Operation.objects.filter(is_billable=True, is_active=True, department=None).order_by("pk")[0]
    for minutes in MINUTES_WITHOUT_WORDS:
        work = LoggedWork(operation=operation, actual_minutes=minutes, worked_on=month)
        log_time(ticket=line.ticket, work=work, by=owner, at=at)
    build_reports(clients=[report.client_id], month=month, by=Viewer.system(at), at=at)
