"""The pulse of a scheduled job: when it last began and ended, so that a silent one is noticed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Heartbeat(models.Model):
    """One job by name. A run that began after `finished_at` is still running, failed (`last_error`) or was killed.

    `done`: how much the last finished run did, in whatever the job counts.
    """

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=60, unique=True)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name
