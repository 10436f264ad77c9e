"""Who is paid by which plan, from when until when, and who has read it (Y1, M4)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payroll.models.answering import answered_people
from payroll.models.plans import PayPlan, PayPlanVersion
from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Employee
from workload.models.people import SPAN, DatedQuerySet


class PlanAssignmentQuerySet(DatedQuerySet["PlanAssignment"]):
    """Named filters of assignments."""

    def visible_to(self, viewer: Viewer) -> "PlanAssignmentQuerySet":
        """One's own; those of the people for whose pay one answers: who works in departments one leads, but for who
        else heads them, whose are read one level up, and for directors; all to the director (P2, P4)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        answered = answered_people(viewer).values("employee")
        return self.filter(Q(employee_id=viewer.employee_id) | Q(employee__in=answered))


class PlanAssignment(Tracked):
    """The plan somebody is paid by, both days inclusive, one at a time. `plan` none: paid elsewhere, by no payslip of
    this desk. `base`, `variable`: this person's sums a full month, none: the plan's."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="plan_assignments", verbose_name=_("employee"))
    plan = models.ForeignKey(
        PayPlan, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("pay plan")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    base = models.DecimalField(_("base"), max_digits=12, decimal_places=2, null=True, blank=True)
    variable = models.DecimalField(_("variable part"), max_digits=12, decimal_places=2, null=True, blank=True)
    set_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("set by")
    )

    objects = PlanAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("pay plan of an employee")
        verbose_name_plural = _("pay plans of employees")
        ordering = ["employee_id", "-starts_on"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="plan_assignment_changes")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="plan_assignment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=(Q(base__isnull=True) | Q(base__gte=0)) & (Q(variable__isnull=True) | Q(variable__gte=0)),
                name="assigned_pay_is_never_less_than_nothing",
            ),
            models.CheckConstraint(
                condition=Q(set_by__isnull=True) | ~Q(set_by=F("employee")), name="nobody_sets_their_own_pay"
            ),
            ExclusionConstraint(
                name="one_pay_plan_at_a_time",
                expressions=[("employee", RangeOperators.EQUAL), (SPAN, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.plan}"


class PlanAcknowledgement(models.Model):
    """Somebody has read a version of a plan. Append-only."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="plan_acknowledgements", db_index=False, verbose_name=_("employee")
    )
    version = models.ForeignKey(
        PayPlanVersion, models.PROTECT, related_name="acknowledgements", verbose_name=_("version")
    )
    at = models.DateTimeField(_("read"))

    class Meta:
        verbose_name = _("acknowledgement of a pay plan")
        verbose_name_plural = _("acknowledgements of pay plans")
        constraints = [models.UniqueConstraint(fields=["employee", "version"], name="a_pay_plan_is_acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.version_id}"
