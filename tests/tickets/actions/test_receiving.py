"""A client's message by the API or the portal: opens a ticket, goes on with one, or becomes a lead (T1–T3)."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_department,
    a_message,
    a_project,
    a_ticket,
    an_employee,
    contact_viewer,
    viewer,
)
from tickets.actions.receiving import Letter, Place, receive_from_stranger, receive_further_message, receive_message
from tickets.models import Channel, Contact, ContactEmail, Priority, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return an_employee("manager")


@pytest.fixture
def project(owner):
    return a_project(owner=owner)


def receive(contact, by, body="The form is broken.\nPlease look.", **kwargs):
    place = kwargs.pop("place", Place())
    letter = Letter(body=body, **kwargs)
    return receive_message(contact=contact, letter=letter, channel=Channel.API, place=place, by=by, at=NOW)


def further(ticket, contact, by, at=NOW, body="And more."):
    letter = Letter(body=body)
    return receive_further_message(ticket=ticket, contact=contact, letter=letter, channel=Channel.PORTAL, by=by, at=at)


def test_a_message_opens_a_ticket_of_the_only_project(owner, project):
    contact = a_contact(project.client, "olga@client.test", name="Olga")
    message = receive(contact, viewer(owner))
    ticket = Ticket.objects.get()
    assert (ticket.subject, ticket.project, ticket.assignee) == ("The form is broken.", project, owner)
    assert (ticket.waiting_since, ticket.message_count, ticket.status) == (NOW, 1, "new")
    assert (message.author_name, message.author_address) == ("Olga", "olga@client.test")
    assert (message.direction, message.channel, message.contact) == ("in", "api", contact)
    entry = AuditEntry.objects.get(action="ticket.receive")
    assert entry.scope == f"ticket:{ticket.number}"
    assert entry.department_id == project.department_id


def test_subject_project_and_priority_may_be_named(owner, project):
    other = a_project(project.client, owner=owner)
    place = Place(project=other, priority=Priority.URGENT)
    receive(a_contact(project.client), viewer(owner), subject="Down", place=place)
    ticket = Ticket.objects.get()
    assert (ticket.subject, ticket.project, ticket.priority) == ("Down", other, Priority.URGENT)


@pytest.mark.parametrize("extra", [0, 2])
def test_without_one_clear_project_it_is_asked_for(owner, extra):
    client = a_client()
    for _ in range(extra):
        a_project(client, owner=owner)
    with pytest.raises(Refused) as refusal:
        receive(a_contact(client), viewer(owner))
    assert refusal.value.field == "project"


def test_a_contact_without_an_address_is_received(owner, project):
    contact = Contact.objects.create(client=project.client, name="By phone only")
    receive(contact, viewer(owner))
    assert Ticket.objects.get().requester_address == ""


def test_an_empty_message_is_refused(owner, project):
    for act in (
        lambda: receive(a_contact(project.client), viewer(owner), body=" \n"),
        lambda: further(a_ticket(project), a_contact(project.client), viewer(owner), body=" "),
        lambda: stranger(viewer(owner), "x@unknown.test", project.department, body=""),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.field == "body"


def test_a_further_message_reopens_what_was_handed_over(owner, project):
    ticket = a_ticket(project, status="resolved", resolved_at=NOW)
    message = further(ticket, ticket.requester, viewer(owner))
    assert message.ticket == ticket
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since) == ("open", NOW)


def test_a_closed_ticket_opens_again_within_14_days_and_is_continued_later(owner, project):
    ticket = a_ticket(project, status="closed", closed_at=NOW)
    within = further(ticket, ticket.requester, viewer(owner), at=NOW + timedelta(days=14))
    assert within.ticket == ticket
    Ticket.objects.filter(pk=ticket.pk).update(status="closed", closed_at=NOW)
    later = further(ticket, ticket.requester, viewer(owner), at=NOW + timedelta(days=14, seconds=1))
    assert later.ticket != ticket
    assert (later.ticket.linked_to, later.ticket.subject) == (ticket, ticket.subject)
    assert Ticket.objects.get(pk=ticket.pk).status == "closed"


def test_a_contact_of_another_client_does_not_enter(owner, project):
    with pytest.raises(Refused) as refusal:
        further(a_ticket(project), a_contact(), viewer(owner))
    assert refusal.value.field == "requester"


def test_nobody_writes_into_a_ticket_out_of_sight(owner):
    foreign = a_ticket()
    with pytest.raises(Ticket.DoesNotExist):
        further(foreign, foreign.requester, viewer(owner))


def test_the_director_only_reads(project):
    ticket = a_ticket(project)
    with pytest.raises(NotAllowed):
        further(ticket, ticket.requester, viewer(an_employee("director")))


def test_a_client_writes_to_their_own_tickets(project):
    contact = a_contact(project.client)
    opened = receive(contact, contact_viewer(contact))
    assert opened.ticket.project == project
    assert further(opened.ticket, contact, contact_viewer(contact)).ticket == opened.ticket
    foreign = a_ticket()
    with pytest.raises(Ticket.DoesNotExist):
        further(foreign, contact, contact_viewer(contact))


def stranger(by, address, department, body="Do you build shops?", name=""):
    return receive_from_stranger(
        name=name,
        address=address,
        letter=Letter(body=body),
        channel=Channel.API,
        place=Place(department=department),
        by=by,
        at=NOW,
    )


def test_an_unknown_address_becomes_a_lead():
    department = a_department()
    operator = viewer(an_employee("operator", department=department))
    message = stranger(operator, "new@unknown.test", department)
    ticket = message.ticket
    assert (ticket.is_lead, ticket.client, ticket.department) == (True, None, department)
    assert (ticket.requester_name, ticket.requester_address) == ("new@unknown.test", "new@unknown.test")
    named = stranger(operator, "other@unknown.test", department, name="Ivan")
    assert named.author_name == "Ivan"


def test_a_known_address_is_its_contacts():
    head = an_employee("head")
    department = head.headed_departments.get()
    contact = a_contact(a_project(department=department).client, "olga@client.test")
    message = stranger(viewer(head), "OLGA@client.test", department)
    assert message.contact == contact
    assert message.ticket.is_lead is False


def test_an_address_of_a_contact_out_of_sight_stays_a_lead(owner):
    department = a_department()
    ContactEmail.objects.create(contact=a_contact(), email="hidden@client.test")
    a_message()
    operator = viewer(an_employee("operator", department=department))
    with pytest.raises(NotAllowed):
        stranger(viewer(owner), "hidden@client.test", department)
    assert stranger(operator, "nobody@client.test", department).ticket.is_lead is True
