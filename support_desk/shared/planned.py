"""Cursors whose statements are planned once a connection: planning took half of a page's time in the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.types.numeric import Int8


@contextmanager
def planned_cursor() -> Iterator[CursorWrapper]:
    """For statements that say the same each time, with named parameters: a place that stands twice is one parameter.

    One plan serves all values, so what chooses an index stays in the text: `status IN (…)` of a partial one, a LIMIT.
    """
    with connection.cursor() as cursor:
        if connection.connection.prepare_threshold is None:
            connection.connection.prepare_threshold = 0
            connection.connection.execute("SET plan_cache_mode TO force_generic_plan")
        cursor.cursor = Cursor(connection.connection)
        yield cursor


def id_value(number: int) -> Int8:
    """Ids are of one width whatever they are, else each width would be planned for itself."""
    return Int8(number)
