"""The door of the admin: our log-in, our roles, a policy of its own, and nothing for who has no business there."""

from datetime import date

import pytest
from django.contrib.admin import site
from django.test import Client as Browser
from django.urls import reverse

from support_desk.shared.models import AuditEntry
from tests.factories import a_department, an_employee
from workload.models import Employee, RoleAssignment

pytestmark = pytest.mark.django_db
KEEPERS = ["administrator", "director", "head", "office_manager"]


@pytest.fixture(autouse=True)
def _without_second_factor(settings: object) -> None:
    settings.SECOND_FACTOR_ROLES = ()  # type: ignore[attr-defined] # pytest-django's wrapper takes any setting


def browser_of(employee: Employee) -> Browser:
    browser = Browser()
    browser.force_login(employee.user)
    return browser


@pytest.mark.parametrize("role", KEEPERS)
def test_who_keeps_catalogues_enters(role: str) -> None:
    assert browser_of(an_employee(role, is_staff=True)).get("/admin/").status_code == 200


@pytest.mark.parametrize("role", ["manager", "specialist", "operator", "sales", "accountant"])
def test_for_others_there_is_no_admin_whatever_their_account_says(role: str) -> None:
    browser = browser_of(an_employee(role, is_staff=True))
    assert browser.get("/admin/", follow=True).status_code == 404
    assert browser.get(reverse("admin:tickets_client_changelist"), follow=True).status_code == 404


def test_the_mark_of_the_account_is_needed_too() -> None:
    assert browser_of(an_employee("administrator")).get("/admin/", follow=True).status_code == 404


def test_a_role_that_has_ended_opens_nothing() -> None:
    keeper = an_employee("administrator", is_staff=True)
    RoleAssignment.objects.filter(employee=keeper).update(ends_on=date(2026, 2, 1))
    assert browser_of(keeper).get("/admin/", follow=True).status_code == 404


def test_log_in_is_the_desks_own() -> None:
    response = Browser().get("/admin/tickets/client/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2Ftickets%2Fclient%2F"


@pytest.mark.parametrize(
    ("address", "target"),
    [("admin:logout", "/accounts/logout/"), ("admin:password_change", "/accounts/password/change/")],
)
def test_leaving_and_changing_the_password_too(address: str, target: str) -> None:
    response = browser_of(an_employee("administrator", is_staff=True)).post(reverse(address))
    assert response.headers["Location"] == target


def test_only_the_admin_may_evaluate_its_scripts() -> None:
    browser = browser_of(an_employee("administrator", is_staff=True))
    assert "script-src 'self' 'unsafe-eval';" in browser.get("/admin/").headers["Content-Security-Policy"]
    assert "unsafe" not in browser.get("/accounts/password/change/").headers["Content-Security-Policy"]


def test_a_second_factor_is_asked_for_first(settings: object) -> None:
    settings.SECOND_FACTOR_ROLES = ("administrator",)  # type: ignore[attr-defined] # as above
    response = browser_of(an_employee("administrator", is_staff=True)).get("/admin/")
    assert response.headers["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize("role", KEEPERS)
def test_every_list_and_form_opens_or_is_not_there(role: str) -> None:
    browser = browser_of(an_employee(role, is_staff=True, department=a_department()))
    opened = 0
    for model in site._registry:
        for page in ("changelist", "add"):
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
            status = browser.get(address).status_code
            assert status in (200, 404), address
            opened += status == 200
    assert opened >= {"administrator": 30, "director": 29, "head": 20, "office_manager": 20}[role]


@pytest.mark.parametrize("model", list(site._registry), ids=lambda model: model._meta.label_lower)
def test_nothing_is_deleted(model: type) -> None:
    keeper = an_employee("administrator", "director", is_staff=True)
    admin = site._registry[model]
    request = type("Request", (), {"viewer": None, "user": keeper.user})()
    assert admin.has_delete_permission(request) is False
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_delete", args=["1"])  # type: ignore[attr-defined] # a model
    assert browser_of(keeper).post(address, {"post": "yes"}).status_code == 404


def test_history_is_the_audit_trail() -> None:
    keeper = an_employee("administrator", is_staff=True)
    browser = browser_of(keeper)
    browser.post(reverse("admin:workload_department_add"), {"name": "Design", "timezone": "Europe/Moscow"})
    entry = AuditEntry.objects.get(action="department.create")
    history = browser.get(reverse("admin:workload_department_history", args=[entry.object_id]))
    assert history.headers["Location"].endswith(f"?scope__exact=department%3A{entry.object_id}")
    assert "department.create" in browser.get(history.headers["Location"]).content.decode()
    assert browser.get(reverse("admin:workload_department_history", args=["999999"])).status_code == 404


def test_only_our_own_admins_are_registered() -> None:
    assert {model._meta.app_label for model in site._registry} == {"shared", "tickets", "workload", "disputes"}
