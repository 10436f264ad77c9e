"""Where contract hours and the month's reports meet the rest of the desk: what falls due, jobs, letters, words."""

from support_desk.shared import due, exports, jobs_registry, outbox
from tickets.actions.hours.hinting import tell_hours
from tickets.actions.reports import jobs
from tickets.actions.reports.announcing import tell_unbuilt
from tickets.notifications import hours, report_mail, unbuilt
from tickets.report_export import REPORT_LINES


def register() -> None:
    """Called while Django starts."""
    hours.register_words()
    unbuilt.register_words()
    due.register("contract.hours", tell_hours, order=45)
    due.register("reports.unbuilt", tell_unbuilt, order=50)
    jobs_registry.register(jobs.BUILD, jobs.build_step)
    jobs_registry.register(jobs.SEND, jobs.send_step)
    outbox.register(report_mail.KIND, report_mail.send_report_mail)
    exports.register(REPORT_LINES)
