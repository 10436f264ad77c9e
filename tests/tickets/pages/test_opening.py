"""Writing a matter down after a call or at the desk (T1, T5)."""

import pytest

from tests.factories import NOW, a_client, a_contact, a_project, an_employee
from tickets.models import Ticket


@pytest.fixture
def manager(db):
    return an_employee("manager", name="Anna Sheveleva")


@pytest.fixture
def project(manager):
    return a_project(a_client("Kedr Furniture"), manager, name="Online store")


def matter(chosen, **over):
    return {
        "project": chosen.pk,
        "requester": "",
        "channel": "phone",
        "subject": "Pick-up points",
        "text": "On a map.",
        **over,
    }


def test_a_call_makes_the_client_wait(visit, manager, project):
    contact = a_contact(project.client, "marina@kedr.test", name="Marina Belova")
    answer = visit(manager).post("/tickets/new/", matter(project, requester=contact.pk))
    ticket = Ticket.objects.get()
    assert answer.headers["Location"] == f"/tickets/{ticket.number}/"
    assert (ticket.waiting_since, ticket.assignee, ticket.requester_address) == (NOW, manager, "marina@kedr.test")
    message = ticket.messages.get()
    assert (message.direction, message.channel, message.contact) == ("in", "phone", contact)


def test_a_note_at_the_desk_makes_nobody_wait(visit, manager, project):
    visit(manager).post("/tickets/new/", matter(project, channel="desk"))
    ticket = Ticket.objects.get()
    assert ticket.waiting_since is None
    assert ticket.messages.get().direction == "internal"


@pytest.mark.parametrize("field", ["project", "subject", "text", "channel"])
def test_what_is_missing_is_named_and_the_rest_kept(visit, manager, project, field):
    answer = visit(manager).post("/tickets/new/", matter(project, **{field: ""}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Ticket.objects.exists()


def test_a_contact_of_another_client_is_refused(visit, manager, project):
    other = a_contact(a_project(owner=manager).client)
    answer = visit(manager).post("/tickets/new/", matter(project, requester=other.pk))
    assert list(answer.context["form"].errors) == ["requester"]
    assert not Ticket.objects.exists()


def test_foreign_projects_and_people_are_neither_offered_nor_taken(visit, manager, project):
    foreign = a_project(a_client("Canary Ltd"), name="Canary line")
    a_contact(foreign.client, name="Canary Person")
    browser = visit(manager)
    assert b"Canary" not in browser.get("/tickets/new/projects/", {"find": "canary"}).content
    assert browser.get("/tickets/new/people/", {"project": foreign.pk}).status_code == 404
    assert browser.post("/tickets/new/", matter(foreign)).status_code == 422


def test_finds_projects_by_words_of_client_and_project(visit, manager, project):
    browser = visit(manager)
    for text in ("", "kedr", "store kedr", "ONLINE"):
        assert b"Online store" in browser.get("/tickets/new/projects/", {"find": text}).content
    assert b"Online store" not in browser.get("/tickets/new/projects/", {"find": "granit"}).content
    assert browser.get("/tickets/new/projects/", {"find": "\x00"}).status_code == 200
    assert b'value="' in browser.get("/tickets/new/people/", {"project": project.pk}).content


def test_sent_twice_opens_one_ticket(visit, manager, project):
    data = matter(project, idempotency_key="one-form")
    answers = [visit(manager).post("/tickets/new/", data) for _try in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Ticket.objects.count() == 1


def test_who_opens_no_tickets_finds_no_page(visit, settings):
    settings.SECOND_FACTOR_ROLES = ()
    for role in ("specialist", "sales", "accountant", "director"):
        assert visit(an_employee(role)).get("/tickets/new/").status_code == 404


def test_a_project_in_the_address_is_chosen_already(visit, manager, project):
    a_contact(project.client, name="Marina Belova")
    page = visit(manager).get("/tickets/new/", {"project": project.pk}).content.decode()
    assert f'value="{project.pk}" checked' in page and "Marina Belova" in page
