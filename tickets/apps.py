from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    """Clients, conversation, mail and the time spent on them."""

    name = "tickets"
    verbose_name = _("Clients and tickets")

    def ready(self) -> None:
        from support_desk.shared import audit_kinds, due, notices, outbox
        from tickets import agreed, audit_words, exports, monthly, navigation, promises, tools
        from tickets.actions.cover import follow_presence
        from tickets.actions.mail.alarm import tell_silent_mailboxes
        from tickets.actions.portal.asking import LINK_KIND
        from tickets.actions.portal.sending import send_link
        from tickets.actions.returning import KIND as AWAY_DIGEST
        from tickets.actions.sending import MAIL_KIND
        from tickets.models.cover import covered_by_employees
        from tickets.notifications.away import digest_words
        from tickets.notifications.letters import send_reply
        from tickets.notifications.mailboxes import SILENT, silent_words
        from tickets.queries.sla_users import departments_of_calendar
        from tickets.work_source import TicketWork
        from workload import calendar_users, covered, work_sources
        from workload.signals import presence_changed

        outbox.register(MAIL_KIND, send_reply)
        outbox.register(LINK_KIND, send_link)
        work_sources.register(TicketWork())
        covered.register_covered(covered_by_employees)
        calendar_users.register(departments_of_calendar)
        presence_changed.connect(follow_presence, dispatch_uid="tickets.cover")
        notices.register(AWAY_DIGEST, digest_words)
        notices.register(SILENT, silent_words)
        due.register("mail.silence", tell_silent_mailboxes, order=50)
        navigation.register()
        exports.register_all()
        audit_words.register()
        audit_kinds.withhold("ticket", "mail", "missedcall", "report")
        promises.register()
        tools.register()
        agreed.register()
        monthly.register()
