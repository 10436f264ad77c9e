"""Labels of what a ticket's columns say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.domain.statuses import Status


class TicketStatus(models.TextChoices):
    """Labels of the states of `domain/statuses.py`."""

    NEW = Status.NEW.value, _("New")
    OPEN = Status.OPEN.value, _("Open")
    WAITING_CLIENT = Status.WAITING_CLIENT.value, _("Waiting for client")
    WAITING_SPECIALIST = Status.WAITING_SPECIALIST.value, _("Waiting for specialist")
    RESOLVED = Status.RESOLVED.value, _("Resolved")
    CLOSED = Status.CLOSED.value, _("Closed")


class Priority(models.IntegerChoices):
    LOW = 1, _("Low")
    NORMAL = 2, _("Normal")
    HIGH = 3, _("High")
    URGENT = 4, _("Urgent")


class Channel(models.TextChoices):
    EMAIL = "email", _("Email")
    PORTAL = "portal", _("Portal")
    API = "api", _("API")
    PHONE = "phone", _("Phone")
    DESK = "desk", _("Desk")
