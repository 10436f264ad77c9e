from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    """Clients, conversation, mail and the time spent on them."""

    name = "tickets"
    verbose_name = _("Clients and tickets")

    def ready(self) -> None:
        from tickets.work_source import TicketWork
        from workload import work_sources

        work_sources.register(TicketWork())
