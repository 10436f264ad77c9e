"""A department's month of points as money (M1, M3): fixed when the month ended, counted again when pay is frozen."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.domain.minus_limits import Limit
from disputes.models.points import Posting
from disputes.models.policies import PointPolicy
from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


class SettlementQuerySet(models.QuerySet["Settlement"]):
    """Named filters of settlements."""

    def visible_to(self, viewer: Viewer) -> "SettlementQuerySet":
        """Every employee reads the totals of a month; names and lines have rules of their own (M5)."""
        return self if viewer.is_system or viewer.is_employee else self.none()


class Settlement(Tracked):
    """One for a department and month. `policy`: the row it was counted by, none: the standard one; `policy_values`:
    what it said. `facts`: what the month's report tells of disputes, as it was published. What was settled never
    changes; it is applied once."""

    class State(models.TextChoices):
        SETTLED = "settled", pgettext_lazy("settlement", "Settled")
        APPLIED = "applied", pgettext_lazy("settlement", "Applied")

    department = models.ForeignKey(Department, models.PROTECT, related_name="settlements", verbose_name=_("department"))
    month = models.DateField(_("month"))
    policy = models.ForeignKey(
        PointPolicy, models.PROTECT, null=True, related_name="settlements", verbose_name=_("point policy")
    )
    policy_values = models.JSONField(_("what the policy said"))
    facts = models.JSONField(_("disputes of the month"))
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.SETTLED)
    settled_at = models.DateTimeField(_("settled"))
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["-month", "department_id"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="settlement_changes")]
        constraints = [
            models.UniqueConstraint(fields=["department", "month"], name="a_month_is_settled_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="settlement_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(state="settled", applied_at__isnull=True) | Q(state="applied", applied_at__isnull=False),
                name="settlement_state_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.month:%Y-%m}"


class SettlementCount(models.Model):
    """A count of the month: `nominal` as if everybody could pay, `applied` within the limits of M4. `case`: what
    `manage.py calculate settlement` reads, `digest`: of it, SHA-256. `withheld` and `paid` are net per employee;
    `kitty`: what is left for it, a minus is what it gives back; `cross_department`: what stays with the company between
    departments, a minus is what it adds. Append-only."""

    class Stage(models.TextChoices):
        NOMINAL = "nominal", pgettext_lazy("settlement", "As published")
        APPLIED = "applied", pgettext_lazy("settlement", "As applied")

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="counts", verbose_name=_("settlement"))
    stage = models.CharField(_("stage"), max_length=7, choices=Stage)
    case = models.JSONField(_("counted from"))
    digest = models.CharField(_("digest"), max_length=64)
    withheld = models.DecimalField(_("withheld"), max_digits=14, decimal_places=2)
    paid = models.DecimalField(_("paid"), max_digits=14, decimal_places=2)
    kitty = models.DecimalField(_("to the kitty"), max_digits=14, decimal_places=2)
    controller_fund = models.DecimalField(_("to the controller's fund"), max_digits=14, decimal_places=2)
    undistributed = models.DecimalField(_("undistributed"), max_digits=14, decimal_places=2)
    cross_department = models.DecimalField(_("between departments"), max_digits=14, decimal_places=2)
    at = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("count of a settlement")
        verbose_name_plural = _("counts of settlements")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "stage"], name="a_settlement_is_counted_once_a_stage"),
            models.CheckConstraint(
                condition=Q(
                    withheld=F("paid") + F("kitty") + F("controller_fund") + F("undistributed") + F("cross_department")
                ),
                name="what_is_withheld_is_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(withheld__gte=0, paid__gte=0, controller_fund__gte=0, undistributed__gte=0),
                name="nothing_of_a_settlement_is_less_than_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement}: {self.stage}"


class SettlementLineQuerySet(models.QuerySet["SettlementLine"]):
    """Named filters of lines."""

    def visible_to(self, viewer: Viewer) -> "SettlementLineQuerySet":
        """Money is one's own; those of departments one leads, and all to the director (P2)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        led = Q(settlement__department_id__in=viewer.led_department_ids)
        return self.filter(Q(employee_id=viewer.employee_id) | led)

    def named_to(self, viewer: Viewer) -> "SettlementLineQuerySet":
        """Lines whose name and points the viewer reads: of colleagues as well (M5). Not their money."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        own = viewer.department_ids | viewer.led_department_ids
        return self.filter(Q(employee_id=viewer.employee_id) | Q(settlement__department_id__in=own))


class SettlementLine(models.Model):
    """One employee's month: net points and what the policy says of them, fixed with the settlement; `amount` and what
    limited it once it is applied. Never changed otherwise."""

    class LimitedBy(models.TextChoices):
        VARIABLE = Limit.VARIABLE.value, _("no more than the variable part")
        GUARD = Limit.GUARD.value, _("no more than the guarded share of the pay")
        POOL = Limit.POOL.value, _("the pool was short")

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="lines", verbose_name=_("settlement"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="settlement_lines", verbose_name=_("employee"))
    points = models.IntegerField(_("points"))
    nominal = models.DecimalField(_("nominal amount"), max_digits=12, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    limited_by = models.CharField(_("limited by"), max_length=8, blank=True, choices=LimitedBy)

    objects = SettlementLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a settlement")
        verbose_name_plural = _("lines of settlements")
        ordering = ["settlement_id", "employee_id"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "employee"], name="a_settlement_has_a_line_for_each"),
            models.CheckConstraint(
                condition=Q(limited_by="") | Q(amount__isnull=False), name="a_limit_acts_on_an_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.points:+d}"


class SettledPosting(models.Model):
    """By which settlement a posting was taken: each by one. `is_counted`: not one of two that cancelled each other
    within the same settlement. Append-only."""

    posting = models.OneToOneField(
        Posting, models.PROTECT, primary_key=True, related_name="settled", verbose_name=_("posting")
    )
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="taken", verbose_name=_("settlement"))
    is_counted = models.BooleanField(_("counts"))

    class Meta:
        verbose_name = _("posting of a settlement")
        verbose_name_plural = _("postings of settlements")

    def __str__(self) -> str:
        return f"{self.settlement_id}: {self.posting_id}"
