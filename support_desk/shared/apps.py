from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharedConfig(AppConfig):
    """The kernel that every app may use and that knows no app."""

    name = "support_desk.shared"
    label = "shared"
    verbose_name = _("Kernel")
