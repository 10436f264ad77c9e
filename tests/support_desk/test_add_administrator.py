"""The first person of a new desk."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Browser

from support_desk.management.commands import add_administrator
from tests.factories import an_employee
from tickets.models import SlaPolicy
from workload.models import Department, Employee

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough one 17"


def type_in(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """What is typed at the prompts."""
    left = list(answers)
    monkeypatch.setattr(add_administrator, "getpass", lambda prompt: left.pop(0))


def test_the_administrator_logs_in_and_opens_the_admin(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ()
    type_in(monkeypatch, PASSWORD, PASSWORD)
    call_command("add_administrator", "Root@Desk.test", "--name", "Root")
    browser = Browser()
    browser.post("/accounts/login/", {"login": "root@desk.test", "password": PASSWORD})
    assert browser.get("/admin/").status_code == 200


def test_a_second_one_shares_the_department_and_may_set_the_password_later() -> None:
    for email in ("a@desk.test", "b@desk.test"):
        call_command("add_administrator", email, "--no-password")
    assert Department.objects.count() == 1
    assert SlaPolicy.objects.get(is_default=True).calendar.is_default
    assert not any(person.user.has_usable_password() for person in Employee.objects.all())


@pytest.mark.parametrize(("answers", "words"), [((PASSWORD, "another"), "differ"), (("short", "short"), "too short")])
def test_a_bad_password_adds_nobody(monkeypatch: pytest.MonkeyPatch, answers: tuple[str, str], words: str) -> None:
    type_in(monkeypatch, *answers)
    with pytest.raises(CommandError, match=words):
        call_command("add_administrator", "root@desk.test")
    assert not Employee.objects.exists()


def test_an_address_in_use_is_refused() -> None:
    an_employee(email="root@desk.test")
    with pytest.raises(CommandError, match="account with this address"):
        call_command("add_administrator", "root@desk.test", "--no-password")
