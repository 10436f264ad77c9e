from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharedConfig(AppConfig):
    """The kernel that every app may use and that knows no app."""

    name = "support_desk.shared"
    label = "shared"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_removed

        from support_desk.shared import exports, jobs_registry
        from support_desk.shared.accounts import factor_removed
        from support_desk.shared.audit_export import AUDIT
        from support_desk.shared.exports.steps import KIND, export_step

        jobs_registry.register(KIND, export_step)
        exports.register(AUDIT)
        authenticator_removed.connect(factor_removed, dispatch_uid="support_desk.factor_removed")
