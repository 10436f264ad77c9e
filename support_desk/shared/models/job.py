"""Long work that a person waits for: a row with progress, worked off in steps of at most thirty seconds."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models.files import StoredFile
from support_desk.shared.viewer import Viewer


class JobQuerySet(models.QuerySet["Job"]):
    """Named filters of jobs."""

    def visible_to(self, viewer: Viewer) -> "JobQuerySet":
        """A job is its owner's (P2)."""
        return self if viewer.is_system else self.filter(owner_id=viewer.user_id or 0)


class Job(models.Model):
    """One run of long work. `done` of `total` steps; `result` is the file it made, if any."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to start")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    params = models.JSONField(default=dict)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner"))
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(_("error"), blank=True)
    result = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("created"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | (~Q(state__in=["done", "failed"]) & Q(finished_at__isnull=True)),
                name="job_finished_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def refusals(self) -> list[str]:
        """What the job could not do, a line each."""
        return [f"{name}: {reason}" for name, reason in self.params.get("refused", [])]

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0
