"""Idempotency keys live for 24 hours."""

from datetime import datetime, timedelta

from support_desk.shared.models import IdempotencyKey

KEPT = timedelta(hours=24)


def forget_old_keys(*, at: datetime) -> int:
    """Deletes the keys that are older than a day; returns how many."""
    deleted, _per_model = IdempotencyKey.objects.filter(created_at__lt=at - KEPT).delete()
    return deleted
