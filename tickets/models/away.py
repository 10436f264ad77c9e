"""What somebody finds on their return: one digest for each time away that was long enough (S7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from workload.models import Employee


class AwayDigestQuerySet(models.QuerySet["AwayDigest"]):
    """Named filters of digests."""

    def visible_to(self, viewer: Viewer) -> "AwayDigestQuerySet":
        """One's own and nobody else's: it tells when and how long somebody was away."""
        return self if viewer.is_system else self.filter(employee_id=viewer.employee_id or 0)


class AwayDigest(models.Model):
    """Somebody was away from `starts_at` until `ends_at`. The page counts from what was stored in that time."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="away_digests", verbose_name=_("employee"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    objects = AwayDigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("digest of an absence")
        verbose_name_plural = _("digests of absences")
        ordering = ["-ends_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "ends_at"], name="return_is_told_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="digest_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.ends_at:%Y-%m-%d %H:%M}"
