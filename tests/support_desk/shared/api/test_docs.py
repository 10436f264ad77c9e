"""The schema, its page, and addresses that do not exist."""

import pytest
from rest_framework.test import APIClient

from tests.factories import an_employee
from tests.factories.api import api_of

INTERFACE = (
    "clients contacts projects contracts services tickets messages time-entries operations departments employees "
    "skills calendars sla-policies audit me"
)


@pytest.fixture(scope="module")
def schema():
    return APIClient().get("/api/v1/schema/?format=json").json()


def test_the_schema_names_every_resource(schema):
    assert schema["openapi"].startswith("3.1")
    for name in INTERFACE.split():
        assert f"/api/v1/{name}/" in schema["paths"], name
    verbs = "reply note call receive assign start ask-client ask-specialist resolve close reopen priority tags follow"
    for verb in [*verbs.split(), "unfollow", "place", "no-answer-needed"]:
        assert f"/api/v1/tickets/{{number}}/{verb}/" in schema["paths"], verb


def test_every_operation_tells_its_problems_and_every_post_its_key(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if "schema" in path or "docs" in path:
                continue
            assert "application/problem+json" in operation["responses"]["4XX"]["content"], path
            headers = [p["name"] for p in operation.get("parameters", []) if p["in"] == "header"]
            assert headers == (["Idempotency-Key"] if method == "post" else []), path


def test_lists_tell_their_parameters(schema):
    names = {p["name"] for p in schema["paths"]["/api/v1/tickets/"]["get"]["parameters"]}
    assert {"cursor", "limit", "count", "ordering", "changed_since", "status", "priority", "tag", "q"} <= names
    assert "changed_since" not in {p["name"] for p in schema["paths"]["/api/v1/skills/"]["get"]["parameters"]}


def test_the_schema_is_drawn_without_a_warning(capsys):
    from django.core.management import call_command

    call_command("spectacular", "--fail-on-warn", "--validate", "--file", "/dev/null")
    assert "Warning" not in capsys.readouterr().err


def test_the_docs_page_alone_may_style_inline():
    client = APIClient()
    docs = client.get("/api/v1/docs/")
    assert docs.status_code == 200
    policy = docs.headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in client.get("/api/v1/schema/").headers["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["", "absent/", "tickets", "tickets/x/", "tickets/1/fly/", "clients/1/2/3/", "%00/", "clients/a%0Ab/"]
)
def test_an_address_that_does_not_exist_is_a_problem(path):
    answer = api_of(an_employee("manager")).get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:support-desk:problem:not_found",
        "title": "Not Found",
        "status": 404,
        "code": "not_found",
        "detail": answer.json()["detail"],
    }


@pytest.mark.django_db
def test_a_method_that_does_not_exist_is_405():
    answer = api_of(an_employee("manager")).put("/api/v1/tickets/", {})
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]
