"""Payslips: what somebody is paid for a month, line by line, with what it was computed from (Y3, Y4, Y5)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from payroll.models.runs import PayRun
from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


class PayslipQuerySet(models.QuerySet["Payslip"]):
    """Named filters of payslips."""

    def visible_to(self, viewer: Viewer) -> "PayslipQuerySet":
        """One's own once it is approved; those of runs one sees (P2, P4). Nobody reads a draft of their own."""
        if viewer.is_system:
            return self
        seen = PayRun.objects.visible_to(viewer).filter(pk=OuterRef("run"))
        own = Q(employee_id=viewer.employee_id or 0)
        return self.filter((own & Q(run__state=PayRun.State.APPROVED)) | (~own & Exists(seen)))


class Payslip(Tracked):
    """One person's month, one only. `department`: of the run. `sections`: [{"first", "last", "department", "plan",
    "version", "assignment", "share"}, …], days and ids. `inputs`: what `manage.py calculate pay` reads; `versions`: of
    plans, calendar and point policy; `digest`: of inputs and answer, SHA-256. `measures`: minutes {"norm", "normed",
    "paid", "target"} for the three measures of Y0. `remarks`: [[template, params], …]. The lines sum to `total`: a
    trigger sees to it. It goes with its run: a draft may be discarded, what is confirmed never changes (I5)."""

    run = models.ForeignKey(PayRun, models.PROTECT, related_name="payslips", verbose_name=_("pay run"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="payslips", verbose_name=_("employee"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    month = models.DateField(_("month"))
    sections = models.JSONField(_("sections"))
    inputs = models.JSONField(_("computed from"))
    versions = models.JSONField(_("versions"))
    digest = models.CharField(_("digest"), max_length=64)
    measures = models.JSONField(_("measures"), default=dict)
    remarks = models.JSONField(_("remarks"), default=list, blank=True)
    base = models.DecimalField(_("base"), max_digits=12, decimal_places=2)
    variable = models.DecimalField(_("variable part"), max_digits=12, decimal_places=2)
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    computed_at = models.DateTimeField(_("computed"))

    objects = PayslipQuerySet.as_manager()

    class Meta:
        verbose_name = _("payslip")
        verbose_name_plural = _("payslips")
        ordering = ["-month", "employee__name", "id"]
        indexes = [
            models.Index(fields=["department", "month"], name="payslip_by_department"),
            models.Index(fields=["changed_xid", "id"], name="payslip_changes"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["employee", "month"], name="a_month_is_paid_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="payslip_month_is_its_first_day"),
            models.CheckConstraint(condition=Q(base__gte=0, variable__gte=0), name="no_part_of_pay_is_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.employee}, {self.month:%Y-%m}"


class PayslipLineQuerySet(models.QuerySet["PayslipLine"]):
    """Named filters of lines."""

    def visible_to(self, viewer: Viewer) -> "PayslipLineQuerySet":
        """With the payslip (P2)."""
        return self.filter(payslip__in=Payslip.objects.visible_to(viewer))


class PayslipLine(models.Model):
    """A line as the calculator wrote it. `section`: its place in `Payslip.sections`, none for settlement and additions;
    `department`: who bears it. `adjustment_month`: the closed month that a correction mends, in a column of its own."""

    payslip = models.ForeignKey(
        Payslip, models.CASCADE, related_name="lines", db_index=False, verbose_name=_("payslip")
    )
    position = models.PositiveSmallIntegerField(_("place"))
    section = models.PositiveSmallIntegerField(_("section"), null=True, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    code = models.CharField(_("code"), max_length=40)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    formula = models.TextField(_("formula"))
    inputs = models.JSONField(_("inputs"))
    adjustment_month = models.DateField(_("corrects"), null=True, blank=True)

    objects = PayslipLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a payslip")
        verbose_name_plural = _("lines of payslips")
        ordering = ["payslip_id", "position"]
        constraints = [models.UniqueConstraint(fields=["payslip", "position"], name="payslip_lines_have_places")]

    def __str__(self) -> str:
        return f"{self.code}: {self.amount}"


class LineEvidence(models.Model):
    """What a line was measured by: rows of one source, as they were when the facts were frozen. For `members`
    `figures`: [[employee, target, fact], …]."""

    class Source(models.TextChoices):
        TIMESHEETS = "timesheets", pgettext_lazy("evidence", "Timesheets")
        TIME_ENTRIES = "time_entries", pgettext_lazy("evidence", "Time entries")
        CLOCKS = "clocks", pgettext_lazy("evidence", "Clocks")
        COMPLAINTS = "complaints", pgettext_lazy("evidence", "Complaints")
        FINDINGS = "findings", pgettext_lazy("evidence", "Review findings")
        REWORK = "rework", pgettext_lazy("evidence", "Returned results")
        OFFERS = "offers", pgettext_lazy("evidence", "Accepted offers")
        DUE = "due", pgettext_lazy("evidence", "Invoices due")
        COLLECTED = "collected", pgettext_lazy("evidence", "Collected in time")
        MEMBERS = "members", pgettext_lazy("evidence", "Members of the department")
        SETTLEMENT = "settlement", pgettext_lazy("evidence", "Settlements of points")
        POSTINGS = "postings", pgettext_lazy("evidence", "Points not settled yet")
        ADJUSTMENT = "adjustment", pgettext_lazy("evidence", "Adjustments")

    line = models.ForeignKey(
        PayslipLine, models.CASCADE, related_name="evidence", db_index=False, verbose_name=_("line")
    )
    source = models.CharField(_("source"), max_length=12, choices=Source)
    ids = ArrayField(models.BigIntegerField(), default=list)
    figures = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("evidence of a line")
        verbose_name_plural = _("evidence of lines")
        constraints = [models.UniqueConstraint(fields=["line", "source"], name="a_line_names_a_source_once")]

    def __str__(self) -> str:
        return f"{self.source}: {len(self.ids)}"
