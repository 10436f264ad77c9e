"""What the director tries out on a copy: saved changes of plans, without any effect on pay (Y7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


class PayScenarioQuerySet(models.QuerySet["PayScenario"]):
    """Named filters of scenarios."""

    def visible_to(self, viewer: Viewer) -> "PayScenarioQuerySet":
        """Only the director tries pay out (Y7)."""
        return self if viewer.is_system or viewer.has("director") else self.none()


class PayScenario(models.Model):
    """`changes`: {plan id: {"weights": {code: text}, "scales": …, "base", "variable", "offer_rate", "targets"}}, what
    differs from the plans as they were; `months`: how many of the last closed ones."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=100)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    months = models.PositiveSmallIntegerField(_("months"), default=3)
    changes = models.JSONField(_("changes"), default=dict)
    saved_by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("saved by"))
    saved_at = models.DateTimeField(_("saved"))

    objects = PayScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("pay scenario")
        verbose_name_plural = _("pay scenarios")
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="a_pay_scenario_has_its_own_name"),
            models.CheckConstraint(condition=Q(months__range=(1, 24)), name="a_scenario_looks_back_two_years_at_most"),
        ]

    def __str__(self) -> str:
        return self.name
