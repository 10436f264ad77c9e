"""The address under which somebody's calendar program reads their shifts (L1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from workload.models.people import Employee


class RosterFeedQuerySet(models.QuerySet["RosterFeed"]):
    """Named filters of feeds."""

    def visible_to(self, viewer: Viewer) -> "RosterFeedQuerySet":
        """A feed is its owner's alone."""
        return self if viewer.is_system else self.filter(employee=viewer.employee_id or 0)

    def live(self) -> "RosterFeedQuerySet":
        return self.filter(revoked_at__isnull=True)


class RosterFeed(models.Model):
    """A secret address; only its hash is kept. One at a time a person: a new one ends the old."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="roster_feeds", verbose_name=_("employee"))
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("created"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = RosterFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["employee"], condition=Q(revoked_at__isnull=True), name="feed_is_one_a_person"
            ),
        ]

    def __str__(self) -> str:
        return str(self.employee)
