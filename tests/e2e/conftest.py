"""A department with a manager, seen in a browser."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from tests.factories import a_client, a_contact, a_department, a_project, an_employee, an_operation
from tickets.models import Project
from workload.models import Employee

PASSWORD = "a password of the tests"
PHONE = ViewportSize(width=390, height=844)

LogIn = Callable[[Employee], Page]


@pytest.fixture
def manager(transactional_db: None) -> Employee:
    return an_employee(
        "manager", department=a_department("Support"), name="Anna Sheveleva", email="anna@desk.test", password=PASSWORD
    )


@pytest.fixture
def project(manager: Employee) -> Project:
    """The online store of Kedr Furniture, whose Marina writes from marina@kedr.test; two operations to log."""
    project = a_project(a_client("Kedr Furniture", language="en"), manager, name="Online store")
    a_contact(project.client, "marina@kedr.test", name="Marina Belova", phone="+74951234567")
    an_operation(18, name="Letter with items")
    an_operation(6, name="Letter")
    return project


@pytest.fixture
def log_in(page_without_errors: Page, live_server: LiveServer) -> LogIn:
    """The browser of somebody who is logged in already."""

    def enter(employee: Employee) -> Page:
        client = Client()
        client.force_login(employee.user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page_without_errors.context.add_cookies([cookie])  # type: ignore[list-item] # a cookie is a plain dict
        return page_without_errors

    return enter
