"""Keeping bytes that came from outside."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.filenames import safe_name
from support_desk.shared.models import StoredFile


def store_file(
    *, content: "bytes | File[bytes]", name: str, content_type: str, at: datetime, user_id: int | None = None
) -> StoredFile:
    """Stores one file under a generated name. Refused when it is over the limit, naming the field `attachments`."""
    source: File[bytes] = ContentFile(content) if isinstance(content, bytes) else content
    if source.size > settings.ATTACHMENT_MAX_BYTES:
        raise Refused(_("A file may be at most 25 MB; send a link to the larger one."), field="attachments")
    digest = hashlib.sha256()
    for chunk in source.chunks():
        digest.update(chunk)
    source.seek(0)
    stored = StoredFile(
        name=safe_name(name),
        content_type=content_type[:100] or "application/octet-stream",
        size=source.size,
        sha256=digest.hexdigest(),
        created_at=at,
        uploaded_by_id=user_id,
    )
    stored.content.save("content", source, save=False)
    stored.save(force_insert=True)
    return stored


def store_uploads(*, uploads: "Iterable[File[bytes]]", at: datetime, user_id: int | None) -> list[StoredFile]:
    """Stores the files of one form; refused as a whole when there are too many or one is too large."""
    files = list(uploads)
    if len(files) > settings.ATTACHMENT_MAX_COUNT:
        raise Refused(_("At most 20 files go with one message."), field="attachments")
    return [
        store_file(
            content=upload,
            name=upload.name or "",
            content_type=getattr(upload, "content_type", "") or "",
            at=at,
            user_id=user_id,
        )
        for upload in files
    ]
