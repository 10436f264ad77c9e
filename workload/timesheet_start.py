"""What of timesheets is known to the kernel from the start: jobs, what falls due, notices, the trail."""

from datetime import timedelta

from support_desk.shared import audit_kinds, audit_words, due, exports, health, jobs_registry
from workload.actions.timesheets.jobs import FILL, fill_step
from workload.actions.timesheets.nightly import fill_due, remind_due
from workload.audit_words_timesheets import WORDS
from workload.notifications.timesheets import register_words
from workload.timesheet_export import HALF_MONTH


def register() -> None:
    """Called from the app's `ready()`."""
    health.register_heartbeat("fill_timesheets", late_after=timedelta(hours=3))
    jobs_registry.register(FILL, fill_step)
    due.register("timesheets.fill", fill_due, order=80)
    due.register("timesheets.remind", remind_due, order=81)
    register_words()
    exports.register(HALF_MONTH)
    audit_words.register(WORDS)
    # It tells codes of absence, which are for the person, the head, the office manager and the director (P2).
    audit_kinds.withhold("timesheet")
    audit_kinds.confide("timesheet")
