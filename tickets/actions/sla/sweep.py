"""Taking every step of every promise that is due, each exactly once (S3).

`sweep.sql` does a chunk in one statement; the notices are written in its transaction. So a chunk is there whole or not
at all, whoever is killed, and two sweeps at once share the chunks.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from support_desk.shared.notices import notify
from tickets.actions.sla.telling import Group, notes_for

STATEMENT = Path(__file__).with_name("sweep.sql").read_text("utf-8")
CHUNK = 5_000
# A run of beat ends well before the next but one begins; what is left comes then.
MOST = 200_000


def sweep(*, at: datetime, limit: int = MOST) -> int:
    """Takes what is due by `at`, oldest first, up to `limit` clocks; how many. Any number may run at once, and a clock
    that somebody works on at this moment is left to the next run."""
    swept = 0
    while swept < limit:
        size = min(CHUNK, limit - swept)
        count = sweep_chunk(at=at, limit=size)
        swept += count
        if count < size:
            break
    return swept


@transaction.atomic
def sweep_chunk(*, at: datetime, limit: int = CHUNK) -> int:
    """One chunk, with its notices; how many clocks were moved."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"at": at, "limit": limit})
        groups = [group_from(row) for row in cursor.fetchall()]
    if groups:
        notify(notes_for(groups, at=at), at=at)
    return sum(group.clocks for group in groups)


def group_from(row: Sequence[Any]) -> Group:
    """A row of the statement, whose last column is JSON."""
    known: Sequence[Any] = (*row[:-1], json.loads(row[-1]))
    return Group(*known)
