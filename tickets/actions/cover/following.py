"""What tickets do when presence changes: cover is routed anew, whoever has returned is told (L4, S7)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tickets.actions.cover.reroute import reroute, reroute_after_setback
from tickets.actions.returning import tell_returned


def follow_presence(*, employee_ids: Collection[int], at: datetime, since: datetime | None, **_signal: Any) -> None:
    """In the transaction of the change. Every minute (`since`) cover is put right even when nobody's presence has
    changed: projects get other owners and people other roles. After a clock was set back nobody has returned."""
    if since is not None and since > at:
        reroute_after_setback(at=at)
        return
    if employee_ids or since is not None:
        reroute(at=at)
    if since is not None:
        tell_returned(since=since, at=at)
