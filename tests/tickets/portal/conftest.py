"""The portal is looked at on a Wednesday noon, by a person of Kedr Furniture who is logged in."""

import pytest
from django.test import Client as Browser

from support_desk.shared.models import User
from tests.factories import a_client, a_contact, a_project, an_employee
from tests.plugins.pages import _wednesday_noon, statements, visit
from tickets.models import Contact, Project

__all__ = ["_wednesday_noon", "statements", "visit"]


@pytest.fixture
def project(db: None) -> Project:
    manager = an_employee("manager", name="Anna Sheveleva")
    return a_project(a_client("Kedr Furniture", language="en"), manager, name="Online store")


@pytest.fixture
def contact(project: Project) -> Contact:
    return with_account(a_contact(project.client, "marina@kedr.test", name="Marina Belova"))


@pytest.fixture
def marina(contact: Contact) -> Browser:
    return browser_of(contact)


def with_account(contact: Contact) -> Contact:
    address = contact.emails.values_list("email", flat=True).first() or ""
    contact.user = User.objects.create_user(address, name=contact.name, language="en")
    contact.save()
    return contact


def browser_of(contact: Contact) -> Browser:
    found = Browser()
    found.force_login(contact.user)
    return found
