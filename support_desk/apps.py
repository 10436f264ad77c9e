from django.apps import AppConfig


class SupportDeskConfig(AppConfig):
    """The project itself, so that its management commands and static files are found."""

    name = "support_desk"
