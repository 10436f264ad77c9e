"""A department with a manager, seen in a browser."""

import json
import subprocess
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from tests.factories import a_client, a_contact, a_department, a_mailbox, a_project, an_employee, an_operation
from tickets.models import Project
from workload.models import Employee

PASSWORD = "a password of the tests"
PHONE = ViewportSize(width=390, height=844)

LogIn = Callable[[Employee], Page]
Deliver = Callable[[str, str], int]


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


@pytest.fixture
def environment(
    process_environment: Callable[..., dict[str, str]], smtp_sink: object, tmp_path: Path
) -> dict[str, str]:
    """Of processes of their own, on this test's database; a demo, where time may be pretended."""
    return process_environment(DEMO="1", VAR_DIR=str(tmp_path))


@pytest.fixture
def deliver(environment: dict[str, str], project: Project) -> Deliver:
    """A letter of the client into `manage.py ingest_mail`, as a mail server does it; the number of its ticket."""
    mailbox = a_mailbox(project.department, name="support", address="support@desk.test")

    def pipe(subject: str, text: str) -> int:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = "Marina Belova <marina@kedr.test>", mailbox.address, subject
        letter["Message-ID"] = f"<{subject.replace(' ', '.')}@kedr.test>"
        letter.set_content(text)
        done = subprocess.run(
            manage("ingest_mail"),
            input=letter.as_bytes(),
            env=environment,
            capture_output=True,
            check=True,
            timeout=120,
        )
        return int(json.loads(done.stdout)["ticket"])

    return pipe


def manage(*words: str) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
