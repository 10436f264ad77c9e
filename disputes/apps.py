from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisputesConfig(AppConfig):
    """Regulations, disputes and their points."""

    name = "disputes"
    verbose_name = _("Disputes")

    def ready(self) -> None:
        from disputes import (
            complaint_start,
            dispute_links,
            dispute_start,
            navigation,
            point_start,
            regulation_start,
            review_start,
        )

        navigation.register()
        regulation_start.register()
        dispute_start.register()
        dispute_links.register()
        review_start.register()
        complaint_start.register()
        point_start.register()
