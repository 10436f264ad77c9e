"""Roles of the glossary; what each may see is rule P2."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    MANAGER = "manager", _("Manager")
    SPECIALIST = "specialist", _("Specialist")
    OPERATOR = "operator", _("Operator")
    OFFICE_MANAGER = "office_manager", _("Office manager")
    SALES = "sales", _("Sales")
    HEAD = "head", _("Head")
    ACCOUNTANT = "accountant", _("Accountant")
    DIRECTOR = "director", _("Director")
    ADMINISTRATOR = "administrator", _("Administrator")
    CLIENT_CONTACT = "client_contact", _("Client contact")


# Roles that keep catalogues and therefore may open the admin.
CATALOGUE_ROLES = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR, Role.HEAD, Role.OFFICE_MANAGER})
