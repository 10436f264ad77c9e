"""Make-up hours agreed with an absence (L2)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from workload.models.people import Employee
from workload.models.presence import DURING, ENDS_AFTER_START, Absence, SpanQuerySet


class MakeUpQuerySet(SpanQuerySet["MakeUp"]):
    """Named filters of make-up hours."""

    def visible_to(self, viewer: Viewer) -> "MakeUpQuerySet":
        """Those of visible absences (P2)."""
        return self.filter(absence__in=Absence.objects.visible_to(viewer))

    def agreed(self) -> "MakeUpQuerySet":
        """Those that are planned time: their absence is approved."""
        return self.filter(absence__state=Absence.State.APPROVED)


class MakeUp(models.Model):
    """Time that the person works for personal hours of the same month; planned time once the absence is approved.
    `is_standing` until the absence is rejected or cancelled."""

    absence = models.ForeignKey(Absence, models.PROTECT, related_name="make_ups", verbose_name=_("absence"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="make_ups", verbose_name=_("employee"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    is_standing = models.BooleanField(_("stands"), default=True, db_default=True)

    objects = MakeUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("make-up hours")
        verbose_name_plural = _("make-up hours")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="make_up_ends_after_start"),
            ExclusionConstraint(
                name="make_ups_of_one_do_not_overlap",
                expressions=[("employee", RangeOperators.EQUAL), (DURING, RangeOperators.OVERLAPS)],
                condition=Q(is_standing=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.starts_at:%Y-%m-%d %H:%M}"
