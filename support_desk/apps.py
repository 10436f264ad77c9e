from django.apps import AppConfig


class SupportDeskConfig(AppConfig):
    """The project itself, so that its management commands and static files are found."""

    name = "support_desk"

    def ready(self) -> None:
        """Makes our Celery application the one that tasks are handed out by."""
        from support_desk import celery  # noqa: F401 - importing it is the point
