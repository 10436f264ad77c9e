"""Asking for clocks to be counted anew after what they were counted by has changed (S2)."""

from collections.abc import Iterable
from datetime import datetime

from support_desk.shared.viewer import Viewer


def recompute_later(
    *,
    at: datetime,
    by: Viewer,
    policy_id: int | None = None,
    calendar_id: int | None = None,
    project_ids: Iterable[int] | None = None,
    client_id: int | None = None,
    department_id: int | None = None,
) -> None:
    """Called in the transaction of the change; which tickets it concerns is named, all of them when nothing is."""
