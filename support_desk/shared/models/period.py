"""Closed months: what they hold never changes; corrections go into the open month (W7, I5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodLock(models.Model):
    """A month that is closed for one department; `month` is its first day."""

    department_id = models.BigIntegerField()
    month = models.DateField(_("month"))
    closed_at = models.DateTimeField(_("closed"))

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        constraints = [
            models.UniqueConstraint(fields=["department_id", "month"], name="month_closes_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
