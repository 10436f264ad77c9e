"""Rows that integrations follow: the database stamps each change with its transaction (`?changed_since=`)."""

from django.db import models
from django.db.models.functions import Now


class Tracked(models.Model):
    """`changed_xid` and `changed_at` are set by the trigger `stamp_change` on every insert and update."""

    changed_xid = models.BigIntegerField(editable=False, default=0)
    changed_at = models.DateTimeField(editable=False, db_default=Now())

    class Meta:
        abstract = True
