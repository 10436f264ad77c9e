"""Keeping a file that we made ourselves; unlike an upload it may be large."""

import hashlib
from datetime import datetime

from django.core.files.base import File

from support_desk.shared.filenames import safe_name
from support_desk.shared.models import StoredFile

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def keep_result(*, content: "File[bytes]", name: str, at: datetime, user_id: int) -> StoredFile:
    """Stores `content` under a generated name and returns its row."""
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    size = content.tell()
    content.seek(0)
    stored = StoredFile(
        name=safe_name(name),
        content_type=TYPES[name.rpartition(".")[2]],
        size=size,
        sha256=digest.hexdigest(),
        created_at=at,
        uploaded_by_id=user_id,
    )
    stored.content.save("content", content, save=False)
    stored.save(force_insert=True)
    return stored
