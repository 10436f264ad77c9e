from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkloadConfig(AppConfig):
    """People, departments and the norms of their work."""

    name = "workload"
    verbose_name = _("People and norms")
