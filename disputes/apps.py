from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisputesConfig(AppConfig):
    """Regulations, disputes and their points."""

    name = "disputes"
    verbose_name = _("Disputes")
