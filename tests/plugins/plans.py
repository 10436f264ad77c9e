"""Plans stay from test to test: what is rolled back takes no table away for which a statement was planned."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from psycopg._preparing import Prepare, PrepareManager

UNDONE = b"ROLLBACK"


@pytest.fixture(scope="session", autouse=True)
def _plans_outlive_a_rollback() -> Iterator[None]:
    """Psycopg has the server forget what it planned at each rollback, which is after every test and within many."""
    discard = PrepareManager._should_discard

    def after_others(self: PrepareManager, prep: Prepare, results: Sequence[Any]) -> bool:
        return discard(self, prep, [result for result in results if result.command_status != UNDONE])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrepareManager, "_should_discard", after_others)
        yield
