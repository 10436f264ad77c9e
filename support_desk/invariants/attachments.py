"""I8: attachments match files."""

import hashlib
from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant
from support_desk.shared.models import StoredFile

CHUNK = 1024 * 1024


def check() -> Iterator[Broken]:
    """Reads every file once, a megabyte at a time."""
    for stored in StoredFile.objects.order_by("id").iterator(chunk_size=1_000):
        if wrong := difference(stored):
            yield Broken(f"file {stored.pk}", wrong)


def difference(stored: StoredFile) -> str:
    """What is wrong with the bytes of one file; empty when nothing is."""
    digest, size = hashlib.sha256(), 0
    try:
        with stored.content.open("rb") as content:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return "cannot be read"
    if size != stored.size:
        return f"has {size} bytes, not {stored.size}"
    return "" if digest.hexdigest() == stored.sha256 else "has other bytes than those that came"


ATTACHMENTS = Invariant("I8", "Every stored file is there with the bytes that came.", check)
