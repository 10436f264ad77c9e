"""Where promises meet the rest of the desk: calendars that change, what falls due, the job, the pulse."""

from functools import partial

from support_desk.shared import due, health, jobs_registry
from tickets.actions.silence import close_silent_tickets
from tickets.actions.sla.contract_days import recount_contract_days
from tickets.actions.sla.recompute import KIND, recompute_later, recompute_step, recount_stale
from tickets.actions.sla.sweep import sweep
from tickets.notifications.escalation import register_words
from tickets.queries.sla_health import HEARTBEAT, LATE_AFTER
from workload import calendar_listeners

# `run_due` closes whatever is due, the job of each minute a little at a time.
MOST_CLOSED = 100_000


def register() -> None:
    """Called while Django starts."""
    calendar_listeners.register(recompute_later)
    jobs_registry.register(KIND, recompute_step)
    register_words()
    due.register("sla.contracts", recount_contract_days, order=15)
    due.register("sla.recount", recount_stale, order=20)
    due.register(HEARTBEAT, sweep, order=30)
    due.register("tickets.close_silent", partial(close_silent_tickets, limit=MOST_CLOSED), order=40)
    health.register_heartbeat(HEARTBEAT, LATE_AFTER)
