"""The monthly report to a client: every billable line with its story (W8), and the month of each contract (C2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.models.approvals import Approval
from tickets.models.clients import Client, Contact, Contract, Project
from tickets.models.conversation import Message
from tickets.models.tasks import Task
from tickets.models.ticket import Ticket
from tickets.models.work import TimeEntry
from workload.models import Employee


class ClientReportQuerySet(models.QuerySet["ClientReport"]):
    """Named filters of reports."""

    def visible_to(self, viewer: Viewer) -> "ClientReportQuerySet":
        """A client contact sees what was sent to their own organisation; a manager the reports that have a line of
        their own projects; the office manager and who oversees a department those of its projects (P2)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if viewer.is_client:
            return self.filter(client_id=viewer.client_id or 0, state=ClientReport.State.SENT)
        if not viewer.is_employee or viewer.roles <= {"sales", "specialist", "administrator"}:
            return self.none()
        projects = Project.objects.visible_to(viewer).values("pk")
        return self.filter(pk__in=ReportLine.objects.filter(project__in=projects).values("report"))


class ClientReport(Tracked):
    """A client's month. A draft is built anew as often as wanted; one that was sent never changes (I5).

    `minutes`, `beyond_minutes`, `beyond_amount`: sums of its contracts. `hole_count`: lines without a text for the
    client or without an approval that they need.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "Draft")
        SENT = "sent", pgettext_lazy("report", "Sent")

    client = models.ForeignKey(Client, models.PROTECT, related_name="reports", verbose_name=_("client"))
    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=5, choices=State, default=State.DRAFT)
    minutes = models.IntegerField(_("minutes"), default=0)
    beyond_minutes = models.IntegerField(_("minutes beyond the contracts"), default=0)
    beyond_amount = models.DecimalField(_("to pay beyond the contracts"), max_digits=12, decimal_places=2, default=0)
    line_count = models.PositiveIntegerField(_("lines"), default=0)
    hole_count = models.PositiveIntegerField(_("holes"), default=0)
    built_at = models.DateTimeField(_("built"))
    built_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("built by")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    sent_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )

    objects = ClientReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report to a client")
        verbose_name_plural = _("reports to clients")
        ordering = ["-month", "client__name", "id"]
        indexes = [models.Index(fields=["month", "state"], name="report_by_month")]
        constraints = [
            models.UniqueConstraint(fields=["client", "month"], name="client_has_one_report_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="report_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | Q(state="draft", sent_at__isnull=True),
                name="sent_report_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client}, {self.month:%Y-%m}"


class ReportContract(models.Model):
    """A contract's month in a report: what was included, carried over, used, and what goes beyond at which rate."""

    report = models.ForeignKey(ClientReport, models.CASCADE, related_name="contracts", verbose_name=_("report"))
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="+", verbose_name=_("contract"))
    included_minutes = models.PositiveIntegerField(_("included"))
    carried_minutes = models.PositiveIntegerField(_("carried over"), default=0)
    used_minutes = models.IntegerField(_("used"))
    beyond_minutes = models.PositiveIntegerField(_("beyond"))
    rate_amount = models.DecimalField(_("hourly rate"), max_digits=12, decimal_places=2)
    beyond_amount = models.DecimalField(_("to pay beyond"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("contract's month in a report")
        verbose_name_plural = _("contracts' months in reports")
        constraints = [models.UniqueConstraint(fields=["report", "contract"], name="contract_is_reported_once")]

    def __str__(self) -> str:
        return str(self.contract)


class ReportLine(models.Model):
    """One billable time entry as the client reads it; `text` may be mended while the report is a draft.

    `agreed_minutes` and `approval`: of the line's task when it was built. A line of an entry's reversal is negative.
    """

    class Hole(models.TextChoices):
        NO_TEXT = "text", _("No line for the client")
        NO_APPROVAL = "approval", _("No approval")

    report = models.ForeignKey(ClientReport, models.CASCADE, related_name="lines", verbose_name=_("report"))
    time_entry = models.ForeignKey(TimeEntry, models.PROTECT, related_name="report_lines", verbose_name=_("entry"))
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="report_lines", verbose_name=_("ticket"))
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("task"))
    approval = models.ForeignKey(
        Approval, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approval")
    )
    worked_on = models.DateField(_("date"))
    text = models.CharField(_("line for the client"), max_length=300, blank=True)
    agreed_minutes = models.PositiveIntegerField(_("agreed minutes"), null=True, blank=True)
    minutes = models.IntegerField(_("minutes"))
    hole = models.CharField(_("what is missing"), max_length=8, choices=Hole, blank=True)

    class Meta:
        verbose_name = _("line of a report")
        verbose_name_plural = _("lines of reports")
        ordering = ["worked_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["time_entry"], name="entry_is_reported_once"),
            models.CheckConstraint(condition=~Q(minutes=0), name="reported_line_bills_something"),
        ]

    def __str__(self) -> str:
        return self.text


class LineQuestion(models.Model):
    """A client's question about a line; it lands as `message` in the line's ticket (W8). Append-only."""

    line = models.ForeignKey(ReportLine, models.PROTECT, related_name="questions", verbose_name=_("line"))
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+", verbose_name=_("contact"))
    message = models.OneToOneField(Message, models.PROTECT, related_name="line_question", verbose_name=_("message"))
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("question about a line")
        verbose_name_plural = pgettext_lazy("plural", "questions about lines")

    def __str__(self) -> str:
        return str(self.line)
