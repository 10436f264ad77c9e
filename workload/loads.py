"""Where the load board meets the rest of the desk: the look of each morning, notices, who reads the trail."""

from datetime import timedelta

from support_desk.shared import audit_kinds, due, health
from workload import idle_hints
from workload.actions.alarm_watch import watch_loads
from workload.notifications.alarms import register_words
from workload.queries.load.idle import unspent_hours, work_of_others


def register() -> None:
    """Called while Django starts."""
    register_words()
    idle_hints.register(unspent_hours)
    idle_hints.register(work_of_others)
    audit_kinds.withhold("loadmove", "overloadalarm")
    due.register("load.watch", watch_loads, order=60)
    health.register_heartbeat("watch_loads", late_after=timedelta(hours=1))
