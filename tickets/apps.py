from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    """Clients, conversation, mail and the time spent on them."""

    name = "tickets"
    verbose_name = _("Clients and tickets")

    def ready(self) -> None:
        from support_desk.shared import audit_words, outbox
        from tickets import exports, navigation
        from tickets.actions.sending import MAIL_KIND
        from tickets.actions.sla.recompute import recompute_later
        from tickets.audit_words import WORDS
        from tickets.models.cover import covered_by_employees
        from tickets.notifications.letters import send_reply
        from tickets.work_source import TicketWork
        from workload import calendar_listeners, covered, work_sources

        outbox.register(MAIL_KIND, send_reply)
        work_sources.register(TicketWork())
        covered.register_covered(covered_by_employees)
        calendar_listeners.register(recompute_later)
        navigation.register()
        exports.register_all()
        audit_words.register(WORDS)
