"""Rules, readings, revisions and gaps through the API (D2, D6)."""

from datetime import timedelta

import pytest

from disputes.models import Acknowledgement, Regulation, RegulationGap, RevisionRequest
from tests import factories as make
from tests.factories import NOW
from tests.factories.api import api_of
from tests.plugins.pages import _wednesday_noon

__all__ = ["_wednesday_noon"]
pytestmark = pytest.mark.django_db
# token, account and person, the page; for the first that the token is used, and the versions of rules
LIST_STATEMENTS = {"regulations": 5, "acknowledgements": 3, "regulation-revisions": 3, "regulation-gaps": 3}


@pytest.fixture
def department():
    return make.a_department("Sales")


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department)


@pytest.fixture
def reader(department):
    return make.an_employee("manager", department=department)


def post(person, path, body):
    return api_of(person).post(f"/api/v1/{path}", body, format="json")


def get(person, path):
    return api_of(person).get(f"/api/v1/{path}").json()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_as_many_statements_whatever_their_length(department, head, reader, rows, django_assert_num_queries):
    for _ in range(rows):
        rule = make.a_regulation(department, owner=head)
        make.acknowledged(make.a_version(rule), reader)
        revision = {"what": "Unclear.", "due_on": NOW.date(), "asked_by": head, "asked_at": NOW}
        RevisionRequest.objects.create(regulation=rule, owner=head, **revision)
        gap = {"reported_at": NOW, "happened_on": NOW.date(), "what": "Something."}
        RegulationGap.objects.create(department=department, reported_by=reader, **gap)
    api = api_of(head)
    for address, statements in LIST_STATEMENTS.items():
        with django_assert_num_queries(statements):
            assert len(api.get(f"/api/v1/{address}/").json()["results"]) == rows
    assert "results" in get(head, "regulations/?changed_since=2020-01-01T00:00:00Z")


def test_a_rule_is_written_published_read_and_ended(department, head, reader):
    clauses = [{"number": "1", "text": "An answer in a day."}]
    body = {"code": "R-1", "department": department.pk, "owner": reader.pk, "title": "Letters",
            "starts_on": "2026-11-01", "clauses": clauses}  # fmt: skip
    made = post(head, "regulations/", body)
    assert made.status_code == 201, made.json()
    url = f"regulations/{made.json()['id']}/"
    assert (made.json()["current"], made.json()["versions"][0]["published_at"]) == (None, None)
    refused = post(reader, f"{url}publish/", {})
    assert refused.status_code == 403 and refused["Content-Type"] == "application/problem+json"
    shown = post(head, f"{url}publish/", {}).json()
    assert shown["current"] == 1 and shown["versions"][0]["clauses"][0]["text"] == "An answer in a day."
    text = shown["versions"][0]["id"]
    assert post(head, "acknowledgements/ask/", {"version": text, "employee": reader.pk}).json() == {"told": True}
    read = post(reader, "acknowledgements/", {"version": text})
    assert read.status_code == 201 and read.json()["number"] == 1
    assert Acknowledgement.objects.get().employee == reader
    draft = {key: body[key] for key in ("title", "starts_on", "clauses")}
    assert len(post(reader, f"{url}draft/", draft).json()["versions"]) == 2
    late = post(head, f"{url}publish/", {})
    assert late.status_code == 422 and "tomorrow" in late.content.decode()
    assert post(head, f"{url}owner/", {"owner": head.pk}).json()["owner"]["id"] == head.pk
    assert post(head, f"{url}end/", {}).json()["ended_on"] == "2026-11-18"
    assert get(head, "regulations/?active=1&company=0")["results"] == []


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"clauses": []}, "clauses"),
        ({"clauses": [{"number": "one", "text": "x"}]}, "clauses"),
        ({"clauses": [{"number": "1", "text": "x"}, {"number": "1", "text": "y"}]}, "clauses"),
        ({"owner": 999_999}, "owner"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_wrong_is_named(department, head, bad, field):
    body = {"code": "R-1", "department": department.pk, "owner": head.pk, "title": "Letters",
            "starts_on": "2026-12-01", "clauses": [{"number": "1", "text": "x"}], **bad}  # fmt: skip
    answer = post(head, "regulations/", body)
    assert answer.status_code in (400, 422) and field in answer.content.decode()
    assert not Regulation.objects.exists()


def test_a_revision_and_a_gap_are_asked_for_and_closed(department, head, reader):
    rule = make.a_version(make.a_regulation(department, owner=reader, code="R-12")).regulation
    asked = post(head, f"regulations/{rule.pk}/revise/", {"what": "When does a day begin?"})
    assert asked.status_code == 201 and asked.json()["due_on"] == str(NOW.date() + timedelta(days=14))
    url = f"regulation-revisions/{asked.json()['id']}/"
    refused = post(reader, f"{url}mend/", {"version": rule.versions.get().pk})
    assert refused.status_code == 422 and "published after" in refused.content.decode()
    assert post(reader, f"{url}keep/", {"answer": "It is clear."}).json()["state"] == "kept"
    ticket = make.a_ticket(assignee=reader, department=department)
    body = {"happened_on": "2026-11-17", "what": "Nobody told the client.", "ticket": ticket.number}
    gap = post(reader, "regulation-gaps/", body)
    assert gap.status_code == 201 and gap.json()["ticket"] == ticket.pk
    closed = post(head, f"regulation-gaps/{gap.json()['id']}/close/", {"regulation": rule.pk})
    assert (closed.json()["state"], closed.json()["regulation"]) == ("written", rule.pk)
