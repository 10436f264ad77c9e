"""Sealing the audit trail into a chain without making its writers queue (ADR 0003)."""

from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from support_desk.shared.models import AuditEntry, AuditSeal, AuditWatermark

GENESIS = bytes(32)


@transaction.atomic
def seal_audit(*, at: datetime, batch: int = 5_000) -> int:
    """Chains up to `batch` entries of transactions older than every open one; returns how many.

    Two runs at once take turns on the watermark's row, so that each entry is sealed once.
    """
    watermark, _is_first = AuditWatermark.objects.select_for_update().get_or_create(pk=1)
    horizon = oldest_open_transaction()
    entries = list(
        AuditEntry.objects.filter(xid__gte=watermark.xid, xid__lt=horizon, seal__isnull=True)
        .order_by("xid", "id")
        .only("id", "digest", "xid")[:batch]
    )
    last = AuditSeal.objects.order_by("-id").first()
    length, seal = (last.pk, bytes(last.seal)) if last else (0, GENESIS)
    links = []
    for position, entry in enumerate(entries, length + 1):
        seal = sha256(seal + bytes(entry.digest)).digest()
        links.append(AuditSeal(id=position, entry=entry, seal=seal, sealed_at=at))
    AuditSeal.objects.bulk_create(links, batch_size=1_000)
    watermark.xid = entries[-1].xid if len(entries) == batch else horizon
    watermark.sealed_at = at
    watermark.save()
    return len(links)


def oldest_open_transaction() -> int:
    """The id of the oldest transaction that may still commit; all below it are final."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        row = cursor.fetchone()
    return int(row[0])
