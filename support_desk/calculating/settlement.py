"""`calculate settlement`: a department's month of points as money (M2, M3, M4)."""

from collections.abc import Mapping
from typing import Any

from disputes.domain.settlement import settle
from disputes.domain.settlement_case import case_from, written


def settlement(case: Mapping[str, Any]) -> dict[str, Any]:
    """{"policy", "employees", "postings", "kitty"?} → {"lines", "kitty", "controller_fund", "undistributed",
    "cross_department"}."""
    read = case_from(case)
    return written(settle(read.policy, read.people, read.postings, read.kitty))
