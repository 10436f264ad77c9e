from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharedConfig(AppConfig):
    """The kernel that every app may use and that knows no app."""

    name = "support_desk.shared"
    label = "shared"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        from datetime import timedelta

        from support_desk.shared import exports, health, jobs_registry, notices, outbox
        from support_desk.shared.audit_export import AUDIT
        from support_desk.shared.exports.steps import KIND, export_step
        from support_desk.shared.notice_mail import send_notices

        outbox.register(notices.MAIL_KIND, send_notices)
        health.register_heartbeat("forget_old_notices", late_after=timedelta(hours=3))
        jobs_registry.register(KIND, export_step)
        exports.register(AUDIT)
