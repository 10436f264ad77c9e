"""Who may call, and what a token may do."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from rest_framework.test import APIClient

from support_desk.shared.models import ApiToken
from tests.factories import a_department, an_employee
from tests.factories.api import a_token, api_of

pytestmark = pytest.mark.django_db


def me_with(header: str) -> tuple[int, dict]:
    answer = APIClient().get("/api/v1/me/", HTTP_AUTHORIZATION=header)
    return answer.status_code, answer.json()


def test_without_anything_the_answer_is_401_with_the_way_to_log_in():
    answer = APIClient().get("/api/v1/tickets/")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_authenticated"


def test_a_token_acts_as_its_owner():
    employee = an_employee("manager", department=a_department("Support"), name="Vera Ilyina")
    secret = a_token(employee, "tickets:read")
    status, body = me_with(f"Bearer {secret}")
    assert status == 200
    assert body["name"] == "Vera Ilyina"
    assert body["roles"] == ["manager"]
    assert [d["name"] for d in body["departments"]] == ["Support"]
    assert body["token"]["scopes"] == ["tickets:read"]


@pytest.mark.parametrize("secret", ["", "sd_", "sd_unknown", "другое", "sd_\x00", "sd_" + "x" * 5000])
def test_an_unknown_secret_is_401(secret):
    answer = APIClient().get("/api/v1/me/", HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert answer.status_code == 401
    assert answer.json()["code"] == "authentication_failed"


@pytest.mark.parametrize(
    "over",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"revoked_at": timezone.now() - timedelta(seconds=1)},
    ],
)
def test_an_expired_or_revoked_token_is_401(over):
    status, _body = me_with(f"Bearer {a_token(an_employee('manager'), **over)}")
    assert status == 401


def test_a_token_of_somebody_switched_off_is_401():
    employee = an_employee("manager")
    secret = a_token(employee)
    employee.user.is_active = False
    employee.user.save()
    assert me_with(f"Bearer {secret}")[0] == 401


def test_a_token_of_somebody_who_left_is_401():
    employee = an_employee("manager")
    secret = a_token(employee)
    employee.left_on = timezone.now().date() - timedelta(days=1)
    employee.save()
    assert me_with(f"Bearer {secret}")[0] == 401


def test_only_a_hash_of_the_secret_is_stored():
    secret = a_token(an_employee("manager"))
    stored = ApiToken.objects.values().get()
    assert secret not in map(str, stored.values())


def test_the_last_use_is_noted_at_most_once_a_minute(django_assert_num_queries):
    employee = an_employee("manager")
    secret = a_token(employee, "tickets:read")
    me_with(f"Bearer {secret}")
    first = ApiToken.objects.get().last_used_at
    assert first is not None
    me_with(f"Bearer {secret}")
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(seconds=61))
    me_with(f"Bearer {secret}")
    assert ApiToken.objects.get().last_used_at > first - timedelta(seconds=61)


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("get", "tickets/", "tickets:read"),
        ("get", "messages/", "tickets:read"),
        ("post", "tickets/", "tickets:write"),
        ("post", "tickets/1/reply/", "tickets:write"),
        ("get", "clients/", "clients:read"),
        ("post", "clients/", "clients:write"),
        ("patch", "clients/1/", "clients:write"),
        ("get", "contacts/", "clients:read"),
        ("get", "projects/", "clients:read"),
        ("get", "contracts/", "clients:read"),
        ("get", "services/", "clients:read"),
        ("get", "time-entries/", "time:read"),
        ("get", "operations/", "time:read"),
        ("post", "time-entries/", "time:write"),
        ("get", "employees/", "people:read"),
        ("get", "departments/", "people:read"),
        ("get", "skills/", "people:read"),
        ("get", "audit/", "audit:read"),
        ("get", "notices/", "notices:read"),
        ("post", "notices/read/", "notices:write"),
        ("post", "notices/1/read/", "notices:write"),
    ],
)
def test_a_token_without_the_scope_is_told_which_it_lacks(method, path, scope):
    others = [s for s in ("tickets:read", "tickets:write", "clients:read", "clients:write") if s != scope]
    client = api_of(an_employee("head"), *others)
    answer = getattr(client, method)(f"/api/v1/{path}")
    assert answer.status_code == 403
    assert answer.json()["code"] == "scope_missing"
    assert scope in answer.json()["detail"]


def test_somebody_without_an_employee_gets_nothing(django_user_model):
    user = django_user_model.objects.create_superuser("root@desk.test", "a long password")
    client = APIClient()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/api/v1/tickets/").status_code == 403


def by_session(employee, **kwargs):
    client = APIClient(**kwargs)
    client.force_login(employee.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_session_reads_and_writes_only_with_csrf():
    client = by_session(an_employee("manager"), enforce_csrf_checks=True)
    assert client.get("/api/v1/me/").json()["token"] is None
    refused = client.post("/api/v1/tickets/", {}, format="json")
    assert refused.status_code == 403
    assert "CSRF" in refused.json()["detail"]


@override_settings(SECOND_FACTOR_ROLES=("director",))
def test_a_session_without_its_second_factor_is_refused():
    assert by_session(an_employee("director")).get("/api/v1/me/").json()["code"] == "second_factor_required"
    assert by_session(an_employee("manager")).get("/api/v1/me/").status_code == 200
