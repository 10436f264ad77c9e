"""Runs the statements of `sql/` in order, without triggers and indexes that would slow them down."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from support_desk.volume.words import sentences
from tickets.models import Ticket

FOLDER = Path(__file__).with_name("sql")
PHASES = ("helpers", "people", "clients", "tickets", "messages", "statuses", "clocks", "work", "disputes", "trail")
HEAVY_TABLES = (
    "tickets_ticket",
    "tickets_message",
    "tickets_statuschange",
    "tickets_timeentry",
    "shared_auditentry",
    "tickets_clock",
    "disputes_dispute",
    "disputes_posting",
)
SECONDARY_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique AND NOT indisprimary AND NOT indisexclusion
"""


class NotEmpty(Exception):
    """There is work in this database already."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make. `messages` is split over the tickets, each has at least one. Without `disputes` as the bar has
    it: 20,000 beside 200,000 tickets."""

    tickets: int
    messages: int
    employees: int
    seed: int = 1
    disputes: int = 0

    @property
    def clients(self) -> int:
        return max(20, min(20_000, self.tickets // 100))


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase that has ended: its name and how long it took."""

    name: str
    seconds: float


def fill(size: Size, *, at: datetime) -> Iterator[Phase]:
    """Makes everything in one transaction, its past ending at `at`; yields each phase as it ends. Raises NotEmpty."""
    if Ticket.objects.exists():
        raise NotEmpty("There are tickets in this database. Volume is made in an empty one.")
    made = {"clients": size.clients, "disputes": size.disputes or max(20, size.tickets // 10)}
    params = {**asdict(size), **made, "at": at, "sentences": sentences(size.seed)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        # The rows are made whole: no trigger has to complete them, no foreign key to be looked up again.
        cursor.execute("SET LOCAL session_replication_role = replica")
        indexes = drop_indexes(cursor)
        for name in PHASES:
            with measured(name) as phase:
                cursor.execute((FOLDER / f"{name}.sql").read_text("utf-8"), params)
            yield from phase
        with measured("indexes") as phase:
            for _name, definition in indexes:
                cursor.execute(definition)
        yield from phase
    with measured("analyze") as phase, connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if not connection.in_atomic_block else "ANALYZE")
    yield from phase


def drop_indexes(cursor: CursorWrapper) -> list[tuple[str, str]]:
    """Takes the secondary indexes of the large tables away and returns (name, definition) of each."""
    cursor.execute(SECONDARY_INDEXES, [list(HEAVY_TABLES)])
    indexes: list[tuple[str, str]] = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    return indexes


@contextmanager
def measured(name: str) -> Iterator[list[Phase]]:
    """Yields a list that holds the phase, with its seconds, once the block has ended."""
    phases: list[Phase] = []
    start = time.perf_counter()
    yield phases
    phases.append(Phase(name, time.perf_counter() - start))
