from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


# `run_due` closes whatever is due, the job of each minute a little at a time.
MOST_CLOSED = 100_000


class TicketsConfig(AppConfig):
    """Clients, conversation, mail and the time spent on them."""

    name = "tickets"
    verbose_name = _("Clients and tickets")

    def ready(self) -> None:
        from support_desk.shared import audit_words, due, health, jobs_registry, notices, outbox
        from tickets import exports, navigation
        from tickets.actions.cover import follow_presence
        from tickets.actions.returning import KIND as AWAY_DIGEST
        from tickets.actions.sending import MAIL_KIND
        from tickets.actions.silence import close_silent_tickets
        from tickets.actions.sla.recompute import KIND as RECOMPUTE
        from tickets.actions.sla.recompute import recompute_later, recompute_step, recount_stale
        from tickets.actions.sla.sweep import sweep
        from tickets.audit_words import WORDS
        from tickets.models.cover import covered_by_employees
        from tickets.notifications.away import digest_words
        from tickets.notifications.escalation import register_words
        from tickets.notifications.letters import send_reply
        from tickets.queries.sla_health import HEARTBEAT, LATE_AFTER
        from tickets.work_source import TicketWork
        from workload import calendar_listeners, covered, work_sources
        from workload.signals import presence_changed

        outbox.register(MAIL_KIND, send_reply)
        work_sources.register(TicketWork())
        covered.register_covered(covered_by_employees)
        calendar_listeners.register(recompute_later)
        presence_changed.connect(follow_presence, dispatch_uid="tickets.cover")
        notices.register(AWAY_DIGEST, digest_words)
        navigation.register()
        exports.register_all()
        audit_words.register(WORDS)
        register_words()
        jobs_registry.register(RECOMPUTE, recompute_step)
        due.register("sla.recount", recount_stale, order=10)
        due.register(HEARTBEAT, sweep, order=20)
        due.register("tickets.close_silent", partial(close_silent_tickets, limit=MOST_CLOSED), order=30)
        health.register_heartbeat(HEARTBEAT, LATE_AFTER)
