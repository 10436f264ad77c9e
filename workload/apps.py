from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkloadConfig(AppConfig):
    """People, departments and the norms of their work."""

    name = "workload"
    verbose_name = _("People and norms")

    def ready(self) -> None:
        from support_desk.shared import health
        from workload import audit_words, navigation

        health.register_heartbeat("tell_presence_edges", late_after=timedelta(minutes=5))
        navigation.register()
        audit_words.register()
