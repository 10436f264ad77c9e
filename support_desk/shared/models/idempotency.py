"""Answers kept for 24 hours under (caller, key), so that a retried POST has one effect."""

from django.conf import settings
from django.db import models


class IdempotencyKey(models.Model):
    """Written in the action's own transaction. `request_digest` tells a retry from a reused key."""

    caller = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    status_code = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="idempotency_key_is_used_once")]

    def __str__(self) -> str:
        return self.key
