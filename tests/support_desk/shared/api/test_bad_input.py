"""Whatever comes in, the answer is a problem of the caller's, never one of ours."""

import itertools
import json

import pytest

from tests.factories import a_contact, a_message, a_project, a_ticket, a_time_entry, an_employee
from tests.factories.api import api_of

pytestmark = pytest.mark.django_db

VALUES = [
    None,
    True,
    -1,
    0,
    10**25,
    1.5,
    "",
    "\x00",
    "\ud800",
    "x" * 300_000,
    "9" * 400,
    "'; DROP TABLE tickets_ticket; --",
    [],
    [None],
    [[["deep"]]],
    {},
    {"a": {"b": 1}},
]
FIELDS = {
    "clients/": ["name", "language", "tone_notes"],
    "contacts/": ["client", "name", "position", "emails", "phones"],
    "projects/": ["client", "name", "owner", "department", "service"],
    "contracts/": ["project", "number", "included_minutes", "rate_amount", "starts_on", "ends_on"],
    "services/": ["code", "name"],
    "tickets/": ["subject", "body", "requester", "requester_address", "project", "department", "priority"],
    "tickets/{ticket}/reply/": ["body", "then", "promised_until", "cc", "work", "attachments"],
    "tickets/{ticket}/note/": ["body", "work"],
    "tickets/{ticket}/call/": ["body", "is_outgoing", "work"],
    "tickets/{ticket}/receive/": ["body", "requester"],
    "tickets/{ticket}/assign/": ["assignee"],
    "tickets/{ticket}/priority/": ["priority"],
    "tickets/{ticket}/tags/": ["tags"],
    "tickets/{ticket}/place/": ["project", "requester"],
    "time-entries/": ["ticket", "operation", "minutes", "quantity", "worked_on", "client_text"],
}


@pytest.fixture
def head():
    return an_employee("head")


@pytest.fixture
def ticket(head):
    ticket = a_ticket(a_project(department=head.headed_departments.get()))
    a_message(ticket)
    return ticket


@pytest.mark.parametrize("path", FIELDS)
def test_every_field_bears_every_value(head, ticket, path):
    client = api_of(head)
    valid = {
        "client": ticket.client_id,
        "project": ticket.project_id,
        "owner": ticket.project.owner_id,
        "requester": ticket.requester_id,
        "name": "N",
        "body": "B",
        "is_outgoing": True,
        "number": "1",
        "rate_amount": "1.00",
        "starts_on": "2030-01-01",
        "code": "c",
        "ticket": ticket.number,
        "minutes": 5,
    }
    for field, value in itertools.product([*FIELDS[path], "\ud800"], VALUES):
        body = {name: valid[name] for name in FIELDS[path] if name in valid} | {field: value}
        address = f"/api/v1/{path.format(ticket=ticket.number)}"
        answer = client.post(address, json.dumps(body), content_type="application/json")
        assert answer.status_code < 500, (field, value)
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["detail"]


NO_OBJECTS = [b"", b"{", b"[", b"null", b"[]", b"7", b'"x"', b"\xff\xfe", b"[" * 100_000, b"NaN", b'{"\\ud800": 1}']


@pytest.mark.parametrize("body", NO_OBJECTS)
def test_a_body_that_is_no_object_is_refused(head, ticket, body):
    answer = api_of(head).post(f"/api/v1/tickets/{ticket.number}/note/", body, content_type="application/json")
    assert answer.status_code in (400, 422), answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data", 400),
        ("multipart/form-data; boundary=x", 422),
        ("application/json; charset=nonsense", 400),
        ("nonsense", 415),
    ],
)
def test_a_body_in_another_language_is_refused(head, ticket, content_type, status):
    answer = api_of(head).post(f"/api/v1/tickets/{ticket.number}/note/", b"body=x", content_type=content_type)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


def test_a_body_that_is_too_large_is_413(head, ticket, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = api_of(head).post(f"/api/v1/tickets/{ticket.number}/note/", {"body": "x" * 2000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "value", ["%00", "%FF", "9" * 50, "-1", "'", "%F0%9F%98%80", "true", "a" * 5000, "[]", "1e999"]
)
def test_every_filter_bears_every_value(head, ticket, value):
    a_time_entry(ticket), a_contact(ticket.client)
    client = api_of(head)
    from support_desk.api_urls import router

    for prefix, viewset, _name in router.registry:
        if "(" in prefix or viewset.filterset_class is None:
            continue
        for name in [*viewset.filterset_class.base_filters, "cursor", "limit", "count", "ordering"]:
            answer = client.get(f"/api/v1/{prefix}/?{name}={value}")
            assert answer.status_code in (200, 422), (prefix, name, value)


@pytest.mark.parametrize("header", ["Accept", "Accept-Language", "Idempotency-Key", "X-HTTP-Method-Override", "Range"])
@pytest.mark.parametrize("value", ["text/html", "*", "\x7f", "x" * 3000, ";;q=,", "xx-yy"])
def test_headers_do_no_harm(head, header, value):
    answer = api_of(head).get("/api/v1/me/", headers={header: value})
    assert answer.status_code == 200
