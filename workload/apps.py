from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkloadConfig(AppConfig):
    """People, departments and the norms of their work."""

    name = "workload"
    verbose_name = _("People and norms")

    def ready(self) -> None:
        from support_desk.shared import audit_kinds, due, health
        from workload import audit_words, exports, idle_hints, imports, loads, navigation, timesheet_start
        from workload.actions.onboarding.behind import tell_who_is_behind
        from workload.actions.presence_edges import tell_presence_edges
        from workload.actions.rosters.reminding import remind_of_rosters
        from workload.notifications import leave_slips, rosters, swaps
        from workload.notifications import onboarding as onboarding_words
        from workload.queries.onboarding_hints import learning

        health.register_heartbeat("tell_presence_edges", late_after=timedelta(minutes=5))
        health.register_heartbeat("remind_of_rosters", late_after=timedelta(hours=3))
        rosters.register_words()
        swaps.register_words()
        navigation.register()
        imports.register()
        audit_words.register()
        leave_slips.register_words()
        exports.register_all()
        loads.register()
        audit_kinds.withhold("absence")
        audit_kinds.confide("absence")
        # Before anything is swept: who answers is said by who is there.
        due.register("presence.edges", tell_presence_edges, order=10)
        due.register("roster.reminders", remind_of_rosters, order=55)
        timesheet_start.register()
        onboarding_words.register_words()
        idle_hints.register(learning)
        health.register_heartbeat("tell_who_is_behind", late_after=timedelta(hours=3))
        due.register("onboarding.behind", tell_who_is_behind, order=60)
