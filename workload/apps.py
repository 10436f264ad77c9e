from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkloadConfig(AppConfig):
    """People, departments and the norms of their work."""

    name = "workload"
    verbose_name = _("People and norms")

    def ready(self) -> None:
        from support_desk.shared import audit_kinds, due, health
        from workload import audit_words, navigation
        from workload.actions.presence_edges import tell_presence_edges
        from workload.actions.rosters.reminding import remind_of_rosters
        from workload.notifications import rosters, swaps

        health.register_heartbeat("tell_presence_edges", late_after=timedelta(minutes=5))
        health.register_heartbeat("remind_of_rosters", late_after=timedelta(hours=3))
        rosters.register_words()
        swaps.register_words()
        navigation.register()
        audit_words.register()
        audit_kinds.withhold("absence")
        audit_kinds.confide("absence")
        # Before anything is swept: who answers is said by who is there.
        due.register("presence.edges", tell_presence_edges, order=10)
        due.register("roster.reminders", remind_of_rosters, order=55)
