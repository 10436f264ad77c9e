"""Months of pay by department, and the runs that work them off (Y5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Job, Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


class PayPeriodQuerySet(models.QuerySet["PayPeriod"]):
    """Named filters of periods."""

    def visible_to(self, viewer: Viewer) -> "PayPeriodQuerySet":
        """Those of departments one leads; all to the director and the accountant (P2). Of the months of everybody
        else their payslips tell."""
        if viewer.is_system or viewer.has("director", "accountant"):
            return self
        return self.filter(department_id__in=viewer.led_department_ids)


class PayPeriod(Tracked):
    """A department's month of pay. Frozen: its facts take no more changes; closed: all of its runs are approved, and
    nothing of them ever changes (I5)."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("pay period", "Open")
        FROZEN = "frozen", pgettext_lazy("pay period", "Facts frozen")
        CLOSED = "closed", pgettext_lazy("pay period", "Closed")

    department = models.ForeignKey(Department, models.PROTECT, related_name="pay_periods", verbose_name=_("department"))
    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN)
    frozen_at = models.DateTimeField(_("facts frozen"), null=True, blank=True)
    frozen_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("facts frozen by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = PayPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("month of pay")
        verbose_name_plural = _("months of pay")
        ordering = ["-month", "department_id"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="pay_period_changes")]
        constraints = [
            models.UniqueConstraint(fields=["department", "month"], name="a_month_is_paid_once_a_department"),
            models.CheckConstraint(condition=Q(month__day=1), name="pay_period_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(state="open", frozen_at__isnull=True, closed_at__isnull=True)
                | Q(state="frozen", frozen_at__isnull=False, closed_at__isnull=True)
                | Q(state="closed", frozen_at__isnull=False, closed_at__isnull=False),
                name="pay_period_state_has_its_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.month:%Y-%m}"


class PayRunQuerySet(models.QuerySet["PayRun"]):
    """Named filters of runs."""

    def visible_to(self, viewer: Viewer) -> "PayRunQuerySet":
        """Runs of the staff of departments one leads; all to the director, and approved ones to the accountant, who may
        lead as well. Who stands in for the director finds theirs through `payroll.queries` (P4)."""
        if viewer.is_system or viewer.has("director"):
            return self
        seen = Q(tier=PayRun.Tier.STAFF, period__department_id__in=viewer.led_department_ids)
        if viewer.has("accountant"):
            seen |= Q(state=PayRun.State.APPROVED)
        return self.filter(seen)

    def standing(self) -> "PayRunQuerySet":
        """Those that were not discarded."""
        return self.exclude(state=PayRun.State.DISCARDED)


class PayRun(Tracked):
    """Payslips that are drafted, confirmed and approved together. A month has one of the staff, confirmed by the head,
    and one of whoever heads the department, confirmed one level up (P4); once that is approved, a further one of who
    is not in it. A leaver has one of their own on the last day, and one in a later month of what was added since. The
    approver is another person than who confirmed, and neither is paid by it. `errors`: [[employee, sentence], …] of
    those who could not be computed. `digest`: of its payslips, SHA-256. What is approved never changes."""

    class Kind(models.TextChoices):
        MONTH = "month", pgettext_lazy("pay run", "The month")
        LEAVER = "leaver", pgettext_lazy("pay run", "Somebody who leaves")

    class Tier(models.TextChoices):
        STAFF = "staff", pgettext_lazy("pay run", "Staff")
        HEAD = "head", pgettext_lazy("pay run", "Head")

    class State(models.TextChoices):
        DRAFTING = "drafting", pgettext_lazy("pay run", "Being drafted")
        DRAFTED = "drafted", pgettext_lazy("pay run", "Drafted")
        CONFIRMED = "confirmed", pgettext_lazy("pay run", "Confirmed")
        APPROVED = "approved", pgettext_lazy("pay run", "Approved")
        DISCARDED = "discarded", pgettext_lazy("pay run", "Discarded")

    period = models.ForeignKey(PayPeriod, models.PROTECT, related_name="runs", verbose_name=_("month of pay"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.MONTH)
    tier = models.CharField(_("whose"), max_length=5, choices=Tier, default=Tier.STAFF)
    leaver = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who leaves")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFTING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job"))
    people_count = models.PositiveIntegerField(_("people"), default=0)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2, default=0)
    errors = models.JSONField(_("what could not be computed"), default=list, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    started_at = models.DateTimeField(_("started"))
    drafted_at = models.DateTimeField(_("drafted"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    approved_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    note = models.CharField(_("why it was discarded"), max_length=300, blank=True)

    objects = PayRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("pay run")
        verbose_name_plural = _("pay runs")
        ordering = ["-id"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="pay_run_changes")]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "tier"],
                condition=Q(kind="month") & ~Q(state__in=["approved", "discarded"]),
                name="a_month_has_one_run_of_each",
            ),
            models.UniqueConstraint(
                fields=["period", "leaver"],
                condition=Q(kind="leaver") & ~Q(state="discarded"),
                name="a_leaver_has_one_run_a_month",
            ),
            models.CheckConstraint(
                condition=Q(kind="month", leaver__isnull=True) | Q(kind="leaver", leaver__isnull=False),
                name="a_leavers_run_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drafting", "discarded"]) | (Q(drafted_at__isnull=False) & ~Q(digest="")),
                name="what_is_drafted_has_its_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "approved"])
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="what_is_confirmed_is_somebodys_word",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="what_is_approved_is_somebodys_word",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("confirmed_by")),
                name="who_confirms_pay_does_not_approve_it",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "approved"]) | Q(errors=[]), name="nobody_is_left_out_of_pay"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}, {self.tier}"
