"""What lets three months pass in seconds: rows that no story reads back are written together at the end."""

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection, models

ROWS_AT_ONCE = 500


@contextmanager
def written_together(*kinds: type[models.Model]) -> Iterator[None]:
    """Within it `objects.create` of each kind only collects; the rows are inserted, in order, when it ends well.

    Nothing can be taken back by half in here: an error undoes the whole load, so that no savepoint is needed.
    """
    collected: dict[type[models.Model], list[models.Model]] = {kind: [] for kind in kinds}
    with ExitStack() as stack:
        for kind, rows in collected.items():
            stack.enter_context(_collecting(kind, rows))
        stack.enter_context(_without_savepoints())
        yield
    for kind, rows in collected.items():
        kind._default_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)


@contextmanager
def _collecting(kind: type[models.Model], rows: list[models.Model]) -> Iterator[None]:
    manager: Any = kind._default_manager

    def create(**fields: Any) -> models.Model:
        rows.append(kind(**fields))
        return rows[-1]

    manager.create = create
    try:
        yield
    finally:
        del manager.create


@contextmanager
def _without_savepoints() -> Iterator[None]:
    features: Any = connection.features
    usual = features.uses_savepoints
    features.uses_savepoints = False
    gc.disable()
    try:
        yield
    finally:
        features.uses_savepoints = usual
        gc.enable()
