"""Rules of a department about rosters, load and onboarding, by date (L1, L7, L9)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from workload.domain.policies import STANDARD, WorkloadRules
from workload.models.people import Department, Employee

LAST_DAY_TO_SUBMIT, MOST_MONTHS_AHEAD, MOST_PERCENT = 28, 3, 1000


def standard_ramp() -> list[int]:
    return list(STANDARD.ramp)


class WorkloadPolicyQuerySet(models.QuerySet["WorkloadPolicy"]):
    """Named filters of policies."""

    def visible_to(self, viewer: Viewer) -> "WorkloadPolicyQuerySet":
        """Every employee knows the rules they work by; a client contact none of them."""
        return self if viewer.is_system or viewer.is_employee else self.none()


class WorkloadPolicy(models.Model):
    """In force from `starts_on` until the next one of the department starts; without a department, for those that
    have none of their own."""

    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workload_policies",
        verbose_name=_("department"),
    )
    starts_on = models.DateField(_("from"))
    submit_day = models.PositiveSmallIntegerField(_("roster is due by day"), default=STANDARD.submit_day)
    months_ahead = models.PositiveSmallIntegerField(_("months ahead"), default=STANDARD.months_ahead)
    overload_percent = models.PositiveSmallIntegerField(_("overload from, %"), default=STANDARD.overload_percent)
    idle_percent = models.PositiveSmallIntegerField(_("idle under, %"), default=STANDARD.idle_percent)
    fewest_on_shift = models.PositiveSmallIntegerField(_("fewest on shift"), default=STANDARD.fewest_on_shift)
    ramp = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("norm targets by month of service, %"), default=standard_ramp
    )
    set_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("set by")
    )

    objects = WorkloadPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("workload policy")
        verbose_name_plural = _("workload policies")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "starts_on"], name="workload_policy_starts_once_a_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(submit_day__range=(1, LAST_DAY_TO_SUBMIT)), name="roster_is_due_on_a_day_of_every_month"
            ),
            models.CheckConstraint(
                condition=Q(months_ahead__range=(1, MOST_MONTHS_AHEAD)), name="roster_is_due_one_to_three_months_ahead"
            ),
            models.CheckConstraint(
                condition=Q(overload_percent__gt=models.F("idle_percent"), overload_percent__lte=MOST_PERCENT),
                name="overload_is_above_idle",
            ),
            models.CheckConstraint(condition=Q(ramp__len__range=(1, 24)), name="ramp_has_one_to_24_months"),
        ]

    def __str__(self) -> str:
        return f"{self.department or '*'}: {self.starts_on}"

    def rules(self) -> WorkloadRules:
        """As the pure rules read it."""
        return WorkloadRules(
            submit_day=self.submit_day,
            months_ahead=self.months_ahead,
            overload_percent=self.overload_percent,
            idle_percent=self.idle_percent,
            fewest_on_shift=self.fewest_on_shift,
            ramp=tuple(self.ramp),
        )
