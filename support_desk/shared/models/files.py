"""Files under generated names outside the web root; who may read one is decided by what it is attached to."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def generated_path(stored: "StoredFile", filename: str) -> str:
    """A path that tells nothing and can be guessed by nobody."""
    return f"{stored.id.hex[:2]}/{stored.id.hex}"


class StoredFile(models.Model):
    """Bytes with the name they came under, their size and SHA-256 (I8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.FileField(_("content"), upload_to=generated_path, max_length=80)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100, default="application/octet-stream")
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("created"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name
