from django.apps import AppConfig


class SupportDeskConfig(AppConfig):
    """The project itself, so that its management commands and static files are found."""

    name = "support_desk"

    def ready(self) -> None:
        """Our Celery application hands out the tasks; the apps' figures join the kernel's."""
        from support_desk import celery, probes  # noqa: F401 - importing them is the point
