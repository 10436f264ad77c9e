"""Which admin site the project has. Named here so that it can be read before any model is."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """The admin with our own door."""

    default_site = "support_desk.shared.admin_site.DeskAdminSite"
