"""Additions and corrections: what a later payslip pays or takes beside the plan (Y5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from payroll.models.answering import answered_by, is_director, stands_in_for
from payroll.models.payslips import Payslip, PayslipLine
from support_desk.shared.models import StoredFile, Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


class PayAdjustmentQuerySet(models.QuerySet["PayAdjustment"]):
    """Named filters of adjustments."""

    def visible_to(self, viewer: Viewer) -> "PayAdjustmentQuerySet":
        """One's own; those of departments one leads, but for who else heads them; what one decides in the place of
        somebody else; all to the director (P2, P4)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        above = Q(employee=F("department__head")) | Q(is_director(viewer, "employee"))
        led = Q(department_id__in=viewer.led_department_ids) & ~above
        return self.filter(Q(employee_id=viewer.employee_id) | led | answered_by(viewer) | _instead(viewer))

    def for_decision_of(self, viewer: Viewer) -> "PayAdjustmentQuerySet":
        """Proposed by somebody else, and the viewer's to agree to: whoever answers for the person's pay, or stands in
        for the director who proposed it (P4)."""
        mine = (answered_by(viewer) & ~Q(proposed_by=viewer.employee_id or 0)) | _instead(viewer)
        return self.filter(mine, state=PayAdjustment.State.PROPOSED)

    def waiting(self) -> "PayAdjustmentQuerySet":
        """Agreed, and not in a payslip yet."""
        return self.filter(state=PayAdjustment.State.AGREED, payslip__isnull=True)

    def standing(self) -> "PayAdjustmentQuerySet":
        """Proposed or agreed."""
        return self.exclude(state=PayAdjustment.State.REFUSED)


def _instead(viewer: Viewer) -> Q:
    """Proposed by a director for whom the viewer stands in."""
    if not viewer.is_employee:
        return Q(pk__in=[])
    proposed = Q(is_director(viewer, "proposed_by")) & Q(stands_in_for(viewer, "proposed_by"))
    return proposed & ~Q(employee=viewer.employee_id)


class PayAdjustment(Tracked):
    """A dated sum for the payslip of `month`, the first open one. A correction mends `corrects`, a line of a closed
    payslip, by the versions of that month, and takes no more than that line had paid. A minus has its ground and the
    employee's consent (Labour Code 137, 138). `inputs`: of a computed one {"case", "changes", "lines"}, what `manage.py
    calculate pay` reads, what was put right in it, and what every line was and is. `payslip`: which has paid it, once.
    """

    class Kind(models.TextChoices):
        ADDITION = "addition", pgettext_lazy("pay adjustment", "Addition")
        CORRECTION = "correction", pgettext_lazy("pay adjustment", "Correction")

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("pay adjustment", "Proposed")
        AGREED = "agreed", pgettext_lazy("pay adjustment", "Agreed")
        REFUSED = "refused", pgettext_lazy("pay adjustment", "Refused")

    class Ground(models.TextChoices):
        COUNTING = "counting", pgettext_lazy("pay adjustment", "A counting error")
        NORM = "norm", pgettext_lazy("pay adjustment", "The norm was not met, as an authority has found")
        UNLAWFUL = "unlawful", pgettext_lazy("pay adjustment", "Paid for unlawful acts, as a court has found")

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="pay_adjustments", verbose_name=_("employee"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PROPOSED)
    month = models.DateField(_("paid with"))
    code = models.CharField(_("code"), max_length=40)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=500)
    corrects = models.ForeignKey(
        PayslipLine, models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    inputs = models.JSONField(_("computed from"), null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=8, choices=Ground, blank=True)
    consented_on = models.DateField(_("employee consented on"), null=True, blank=True)
    consent = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written consent")
    )
    proposed_by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    payslip = models.ForeignKey(
        Payslip, models.SET_NULL, null=True, blank=True, related_name="adjustments", verbose_name=_("paid by")
    )

    objects = PayAdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("pay adjustment")
        verbose_name_plural = _("pay adjustments")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["employee", "month"], name="pay_adjustment_by_month"),
            models.Index(fields=["changed_xid", "id"], name="pay_adjustment_changes"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="pay_adjustment_moves_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="pay_adjustment_has_its_reason"),
            models.CheckConstraint(condition=Q(month__day=1), name="pay_adjustment_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False) | Q(kind="addition", corrects__isnull=True),
                name="a_correction_names_its_line",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0)
                | Q(state__in=["proposed", "refused"])
                | (~Q(ground="") & Q(consented_on__isnull=False)),
                name="a_minus_has_its_ground_and_consent",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at__isnull=True)
                | Q(state__in=["agreed", "refused"], decided_at__isnull=False, decided_by__isnull=False),
                name="pay_adjustment_state_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(payslip__isnull=True) | Q(state="agreed"), name="only_what_is_agreed_is_paid"
            ),
            models.CheckConstraint(
                condition=(Q(decided_by__isnull=True) | ~Q(decided_by=F("employee"))),
                name="nobody_agrees_to_their_own_pay",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.amount}"
