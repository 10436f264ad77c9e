"""Who decides for somebody above whom there is nobody: the director's named substitute (P4)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from workload.models.people import Employee


class SubstituteQuerySet(models.QuerySet["Substitute"]):
    """Named filters of substitutes."""

    def visible_to(self, viewer: Viewer) -> "SubstituteQuerySet":
        """Every employee knows who decides; a client contact does not."""
        return self if viewer.is_system or viewer.is_employee else self.none()

    def begun(self, day: date) -> "SubstituteQuerySet":
        """Those named by `day`; the latest of a person holds."""
        return self.filter(starts_on__lte=day)


class Substitute(models.Model):
    """From `starts_on` `stands_in` decides what `person` may not, until another one is named."""

    person = models.ForeignKey(Employee, models.PROTECT, related_name="substitutes", verbose_name=_("for whom"))
    stands_in = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("substitute"))
    starts_on = models.DateField(_("from"))

    objects = SubstituteQuerySet.as_manager()

    class Meta:
        verbose_name = _("substitute")
        verbose_name_plural = _("substitutes")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["person", "starts_on"], name="a_substitute_starts_once_a_day"),
            models.CheckConstraint(condition=~Q(person=F("stands_in")), name="nobody_stands_in_for_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.stands_in}"
