"""Reading one's notices, and forgetting the old. No audit row: nothing of the business changes by being read."""

from datetime import datetime, timedelta

from django.db import transaction

from support_desk.shared.errors import NotAllowed
from support_desk.shared.models import Notice
from support_desk.shared.viewer import Viewer

READ_KEPT = timedelta(days=90)


@transaction.atomic
def read_notice(*, notice: Notice, by: Viewer, at: datetime) -> None:
    """Marks one of one's own as read; it keeps the moment it was read first."""
    if notice.user_id != by.user_id:
        raise NotAllowed
    Notice.objects.visible_to(by).delivered(at).unread().filter(pk=notice.pk).update(read_at=at)


@transaction.atomic
def read_all_notices(*, by: Viewer, at: datetime, until: datetime) -> int:
    """Marks one's own as read that were there at `until`, when the person saw the list; returns how many."""
    if by.user_id is None:
        raise NotAllowed
    return Notice.objects.visible_to(by).delivered(min(until, at)).unread().update(read_at=at)


def forget_old_notices(*, at: datetime) -> int:
    """Deletes what was read more than ninety days ago; returns how many. The unread stays, and so do its keys."""
    deleted, _per_model = Notice.objects.filter(read_at__lt=at - READ_KEPT).delete()
    return deleted
