"""The long files first, so that at the end of a run on several cores none of them is left to one core."""

import pytest

LONG = {"slow", "faults", "e2e"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After those of other plugins, whose order inside of a file stays."""
    long = {item.path for item in items if LONG & {mark.name for mark in item.iter_markers()}}
    items.sort(key=lambda item: item.path not in long)
