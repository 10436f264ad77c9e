"""What time alone changes: an absence begins at midnight, a mark expires, a shift or the working day ends (L4)."""

from datetime import datetime

from django.db import transaction

from workload.domain.presence import Standing
from workload.models import PresenceWatermark
from workload.queries.presence import presence_of_all
from workload.signals import tell_presence_changed


@transaction.atomic
def tell_presence_edges(*, at: datetime) -> int:
    """Tells once whose presence has changed by itself since the last telling; returns of how many people.

    Whatever was missed is caught up. Two at once tell once; a clock that was set back tells of nobody until it is past
    the last telling again, only that work must be routed by presence as it is now.
    """
    PresenceWatermark.objects.bulk_create([PresenceWatermark(pk=1)], ignore_conflicts=True)
    watermark = PresenceWatermark.objects.select_for_update(skip_locked=True).first()
    if watermark is None:
        return 0
    since = watermark.told_until
    if since is not None and at <= since:
        tell_presence_changed((), at=at, since=since)
        return 0
    changed = changed_between(since, at)
    tell_presence_changed(changed, at=at, since=since or at)
    watermark.told_until = at
    watermark.save(update_fields=["told_until"])
    return len(changed)


def changed_between(since: datetime | None, at: datetime) -> set[int]:
    """Whose standing is another one at `at`; everybody at the first telling. Two or three statements."""
    now = presence_of_all(at)
    if since is None:
        return set(now)
    before = presence_of_all(since)
    return {
        one for one in now.keys() | before.keys()
        if one not in now or one not in before or _differs(before[one].standing, now[one].standing)
    }  # fmt: skip


def _differs(before: Standing, now: Standing) -> bool:
    return (before.state, before.absence_id, before.cover_id) != (now.state, now.absence_id, now.cover_id)
