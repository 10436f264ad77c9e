"""Doing things at the same moment, on real connections: for transactional tests."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections

LONGEST_WAIT = 20
WAITING = """
SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid IN (
  SELECT pid FROM pg_locks WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
))
"""


def run_at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Starts all deeds together, each on a connection of its own; what each returned, or the exception it raised."""
    outcomes: list[Any] = [None] * len(deeds)
    start = threading.Barrier(len(deeds))

    def run(index: int, deed: Callable[[], Any]) -> None:
        start.wait(LONGEST_WAIT)
        try:
            outcomes[index] = deed()
        except Exception as raised:  # handed to the test, which says what may be raised
            outcomes[index] = raised
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index, deed)) for index, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_WAIT)
        assert not thread.is_alive(), "a deed never ended: a deadlock?"
    return outcomes


@contextmanager
def another_connection() -> Iterator[Any]:
    """A second connection with a transaction open; `commit()` ends it, leaving the block rolls back what is left."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        yield other
        other.rollback()
    finally:
        other.close()


def while_held(other: Any, deed: Callable[[], Any]) -> Any:
    """What `deed` comes to when it must wait for the open transaction of `other`, which then commits."""
    outcome: list[Any] = []
    thread = threading.Thread(target=lambda: outcome.extend(run_at_once(deed)))
    thread.start()
    deadline = time.monotonic() + LONGEST_WAIT
    while not _somebody_waits() and time.monotonic() < deadline:
        time.sleep(0.02)
    other.commit()
    thread.join(LONGEST_WAIT)
    return outcome[0]


def _somebody_waits() -> bool:
    """In this database: another worker's tests wait for locks of their own."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])
