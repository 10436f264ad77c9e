"""Files that show what a claim or an explanation says; nothing takes them back."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File

from disputes.models import Dispute, Evidence
from support_desk.shared.actions.store_file import store_uploads
from support_desk.shared.viewer import Viewer


def add_evidence(dispute: Dispute, uploads: Iterable[File[bytes]], *, by: Viewer, at: datetime) -> None:
    """Beside a dispute that is being opened or contested. Refused, naming `attachments`, for too many or too large."""
    assert by.employee_id is not None, "parties are employees"
    stored = store_uploads(uploads=uploads, at=at, user_id=by.user_id)
    Evidence.objects.bulk_create(Evidence(dispute=dispute, file=file, by_id=by.employee_id, at=at) for file in stored)
