from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkloadConfig(AppConfig):
    """People, departments and the norms of their work."""

    name = "workload"
    verbose_name = _("People and norms")

    def ready(self) -> None:
        from workload import audit_words, navigation

        navigation.register()
        audit_words.register()
