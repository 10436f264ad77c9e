"""The catalogue of operations and their norms by date (W6)."""

from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models.people import Department, Employee


class OperationQuerySet(models.QuerySet["Operation"]):
    """Named filters of operations."""

    def visible_to(self, viewer: Viewer) -> "OperationQuerySet":
        """The catalogue is every employee's; a client contact reads none of it."""
        return self if viewer.is_system or viewer.is_employee else self.none()

    def for_departments(self, department_ids: frozenset[int]) -> "OperationQuerySet":
        """Active operations of these departments and those common to all."""
        return self.filter(Q(department__isnull=True) | Q(department_id__in=department_ids), is_active=True)

    def with_norm_on(self, day: date) -> "OperationQuerySet":
        """Each with `norm_minutes` per unit in force on `day`; None where no norm was set by then."""
        norms = OperationNorm.objects.filter(operation=OuterRef("pk"), starts_on__lte=day).order_by("-starts_on")
        return self.annotate(norm_minutes=Subquery(norms.values("minutes")[:1]))


class Operation(Tracked):
    """Standard work with a unit. `free_minutes`: an entry no longer than this costs the client nothing. `importance`, 1
    to 5: how much it matters that somebody new can do it (L9)."""

    class Kind(models.TextChoices):
        COMMUNICATION = "communication", _("Communication")
        ANALYSIS = "analysis", _("Analysis")
        ESTIMATION = "estimation", _("Estimation")
        CONTROL = "control", _("Control")
        EXECUTION = "execution", _("Execution")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=40)
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="operations", verbose_name=_("department")
    )
    is_billable = models.BooleanField(_("billable"), default=True)
    free_minutes = models.PositiveSmallIntegerField(_("free minutes"), default=5)
    importance = models.PositiveSmallIntegerField(_("importance, 1 to 5"), default=3, db_default=3)
    is_active = models.BooleanField(_("active"), default=True)

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(importance__range=(1, 5)), name="operation_importance_is_one_to_five")
        ]

    def __str__(self) -> str:
        return self.name


class OperationNorm(models.Model):
    """Minutes for one unit of an operation, from `starts_on` until the next norm starts."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="norms", verbose_name=_("operation"))
    minutes = models.PositiveSmallIntegerField(_("minutes per unit"))
    starts_on = models.DateField(_("from"))
    set_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("set by")
    )

    class Meta:
        verbose_name = _("norm")
        verbose_name_plural = _("norms")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["operation", "starts_on"], name="norm_starts_once_a_day"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="norm_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.operation}: {self.minutes}"
