"""Clients, contacts, projects, contracts and services over the API."""

import pytest

from tests.factories import a_client, a_contact, a_contract, a_project, a_service, an_employee
from tests.factories.api import api_of
from tickets.models import Client, Contact, Contract, Project, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return an_employee("head")


@pytest.fixture
def department(head):
    return head.headed_departments.get()


def test_a_client_is_made_and_changed(head):
    client = api_of(head)
    made = client.post("/api/v1/clients/", {"name": "Romashka", "language": "en"})
    assert made.status_code == 201, made.json()
    path = f"/api/v1/clients/{made.json()['id']}/"
    changed = client.patch(path, {"tone_notes": "Call first.", "is_active": False})
    assert changed.status_code == 200, changed.json()
    assert Client.objects.values_list("name", "tone_notes", "is_active").get() == ("Romashka", "Call first.", False)
    assert client.patch(path, {"id": 7}).json()["errors"][0]["field"] == "id"
    again = client.post("/api/v1/clients/", {"name": "romashka"})
    assert again.status_code in (409, 422)


def test_a_contact_has_several_addresses_and_each_is_one_persons(head, department):
    project = a_project(department=department)
    client = api_of(head)
    ways = {"emails": ["Olga@a.test", "o@b.test"], "phones": ["+74951234567"]}
    body = {"client": project.client_id, "name": "Olga", **ways}
    made = client.post("/api/v1/contacts/", body)
    assert made.status_code == 201, made.json()
    assert made.json()["emails"] == ["olga@a.test", "o@b.test"]
    assert made.json()["phones"] == ["+74951234567"]
    taken = client.post("/api/v1/contacts/", {**body, "name": "Other"})
    assert (taken.status_code, taken.json()["errors"][0]["field"]) == (422, "emails")
    assert Contact.objects.count() == 1
    found = client.get("/api/v1/contacts/?email=O@B.test").json()["results"]
    assert [row["id"] for row in found] == [made.json()["id"]]


def test_a_project_is_made_and_handed_over(head, department):
    client, owner = api_of(head), an_employee("manager", department=department)
    other = an_employee("manager", department=department)
    body = {"client": a_client().pk, "name": "Site", "owner": owner.pk, "service": a_service().pk}
    made = client.post("/api/v1/projects/", body)
    assert made.status_code == 201, made.json()
    assert made.json()["department"]["id"] == department.pk
    moved = client.patch(f"/api/v1/projects/{made.json()['id']}/", {"owner": other.pk})
    assert moved.json()["owner"]["id"] == other.pk
    elsewhere = an_employee("manager")
    refused = client.patch(f"/api/v1/projects/{made.json()['id']}/", {"owner": elsewhere.pk})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "owner")
    assert Project.objects.get().owner == other


def test_a_contract_holds_money_as_text(head, department):
    project = a_project(department=department)
    client = api_of(head)
    body = {"project": project.pk, "number": "7/26", "included_minutes": 600, "starts_on": "2026-01-01"}
    made = client.post("/api/v1/contracts/", {**body, "rate_amount": "2500.50"})
    assert made.status_code == 201, made.json()
    assert made.json()["rate_amount"] == "2500.50"
    overlapping = client.post("/api/v1/contracts/", {**body, "rate_amount": "1.00"})
    assert (overlapping.status_code, overlapping.json()["errors"][0]["field"]) == (422, "starts_on")
    for rate in ("1.005", "-1", "1e20", "Infinity", [], "ten"):
        refused = client.post("/api/v1/contracts/", {**body, "rate_amount": rate})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "rate_amount"), rate
    assert Contract.objects.count() == 1


def test_a_service_keeps_its_code(head):
    client = api_of(head)
    made = client.post("/api/v1/services/", {"code": "seo", "name": "Search"})
    assert made.status_code == 201, made.json()
    path = f"/api/v1/services/{made.json()['id']}/"
    assert client.patch(path, {"code": "ads"}).status_code == 422
    assert client.patch(path, {"name": "SEO"}).json()["name"] == "SEO"
    assert Service.objects.get().code == "seo"


def test_a_manager_reads_own_clients_and_changes_no_catalogue():
    owner = an_employee("manager")
    mine, foreign = a_project(owner=owner), a_project()
    contract, hidden = a_contract(mine), a_contract(foreign)
    contact, stranger = a_contact(mine.client), a_contact(foreign.client)
    client = api_of(owner)
    for name, seen, unseen in [
        ("clients", mine.client, foreign.client),
        ("projects", mine, foreign),
        ("contracts", contract, hidden),
        ("contacts", contact, stranger),
    ]:
        assert [row["id"] for row in client.get(f"/api/v1/{name}/").json()["results"]] == [seen.pk], name
        assert client.get(f"/api/v1/{name}/{unseen.pk}/").status_code == 404, name
        assert client.patch(f"/api/v1/{name}/{unseen.pk}/", {}).status_code == 404, name
    assert client.post("/api/v1/clients/", {"name": "Mine"}).status_code == 403
