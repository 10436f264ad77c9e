"""Pages are looked at on a Wednesday noon, by a browser of who is logged in; directors need no second factor."""

from typing import Any

import pytest

from tests.plugins.pages import _wednesday_noon, statements, visit

__all__ = ["_wednesday_noon", "statements", "visit"]


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ()
