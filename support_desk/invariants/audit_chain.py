"""I6: the audit trail is append-only, complete and chained (ADR 0003)."""

import hashlib
from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected
from support_desk.shared.actions.seal_audit import GENESIS
from support_desk.shared.models import AuditSeal

ALTERED = "SELECT entry.id, entry.action FROM shared_auditentry entry WHERE entry.digest <> audit_digest(entry)"
PASSED_OVER = """
SELECT entry.id, entry.action FROM shared_auditentry entry
JOIN shared_auditwatermark watermark ON entry.xid < watermark.xid
LEFT JOIN shared_auditseal seal ON seal.entry_id = entry.id WHERE seal.id IS NULL
"""
UNGUARDED = """
SELECT wanted.tab || '.' || wanted.trig
FROM (VALUES ('shared_auditentry', 'append_only'), ('shared_auditentry', 'never_emptied'),
             ('shared_auditentry', 'complete'), ('shared_auditseal', 'append_only'),
             ('shared_auditseal', 'never_emptied')) wanted (tab, trig)
LEFT JOIN pg_trigger t ON t.tgrelid = wanted.tab::regclass AND t.tgname = wanted.trig AND t.tgenabled IN ('O', 'A')
WHERE t.oid IS NULL
"""


def check() -> Iterator[Broken]:
    yield from selected(UNGUARDED, kind="trigger", detail="is missing or switched off")
    yield from selected(ALTERED, kind="audit entry", detail="{1} is not what its digest says")
    yield from selected(PASSED_OVER, kind="audit entry", detail="{1} was passed over by the sealing job")
    yield from broken_links()


def broken_links() -> Iterator[Broken]:
    """Walks the chain from its beginning in flat memory and stops at the first link that does not hold: all after it
    hang on it."""
    seal, expected = GENESIS, 1
    links = AuditSeal.objects.order_by("id").values_list("id", "entry__digest", "seal")
    for number, digest, written in links.iterator(chunk_size=5_000):
        if number != expected:
            yield Broken(f"audit seal {expected}", "is missing from the chain")
            return
        seal = hashlib.sha256(seal + bytes(digest)).digest()
        if bytes(written) != seal:
            yield Broken(f"audit seal {number}", "does not follow from the one before and its entry")
            return
        expected += 1


AUDIT_CHAIN = Invariant("I6", "The audit trail is append-only, complete and chained.", check)
