"""One file that somebody wants to load: what was found in it, and whether its rows are in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models.files import StoredFile
from support_desk.shared.models.job import Job
from support_desk.shared.viewer import Viewer


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Named filters of imports."""

    def visible_to(self, viewer: Viewer) -> "ImportRunQuerySet":
        """A file is shown to who has brought it: it may name people whom others know nothing of (P2)."""
        return self if viewer.is_system else self.filter(owner_id=viewer.user_id or 0)


class ImportRun(models.Model):
    """A file by the name of its list (`kind`) and its hash. It is loaded once, whoever brings it.

    `errors`: [{row, column, value, sentence}], the first 200 of `error_count`; row 0 is the file as a whole.
    `preview`: [[row number, {column: text}]] of the first rows.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Being checked")
        CHECKED = "checked", _("Ready to be loaded")
        REFUSED = "refused", _("To be mended")
        LOADED = "loaded", _("Loaded")

    kind = models.CharField(_("list"), max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    sha256 = models.CharField(max_length=64)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.UPLOADED)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    error_count = models.PositiveIntegerField(_("errors"), default=0)
    errors = models.JSONField(default=list, blank=True)
    preview = models.JSONField(default=list, blank=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("created"))
    loaded_at = models.DateTimeField(_("loaded"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "sha256"], name="import_is_one_a_person_and_file"),
            models.UniqueConstraint(
                fields=["kind", "sha256"], name="import_is_loaded_once", condition=Q(state="loaded")
            ),
            models.CheckConstraint(
                condition=Q(state="loaded", loaded_at__isnull=False) | (~Q(state="loaded") & Q(loaded_at__isnull=True)),
                name="import_loaded_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="refused", error_count__gt=0) | (~Q(state="refused") & Q(error_count=0)),
                name="import_refused_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.file_id}"
