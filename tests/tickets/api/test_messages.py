"""Messages, in one list and by ticket."""

import pytest

from tests.factories import NOW, a_message, a_project, a_ticket, an_attachment, an_employee
from tests.factories.api import api_of
from tickets.models import Message

pytestmark = pytest.mark.django_db


def test_the_conversation_of_a_ticket_is_in_its_order():
    owner = an_employee("manager")
    ticket = a_ticket(a_project(owner=owner))
    asked = a_message(ticket, "in", NOW, body_text="Please call.", body_html="<script>x</script>")
    noted = a_message(ticket, "internal", NOW)
    a_message(direction="in", body_text="canary")
    an_attachment(asked, b"12345", name="list.csv")
    answer = api_of(owner).get(f"/api/v1/tickets/{ticket.number}/messages/")
    rows = answer.json()["results"]
    assert [row["id"] for row in rows] == [asked.pk, noted.pk]
    assert rows[0]["body"] == "Please call."
    assert rows[0]["attachments"][0]["size"] == 5
    assert "script" not in answer.content.decode()


def test_the_flat_list_holds_only_messages_of_visible_tickets():
    owner = an_employee("manager")
    ticket = a_ticket(a_project(owner=owner))
    mine, foreign = a_message(ticket), a_message(body_text="canary")
    client = api_of(owner)
    answer = client.get("/api/v1/messages/")
    assert [row["id"] for row in answer.json()["results"]] == [mine.pk]
    assert client.get(f"/api/v1/messages/{foreign.pk}/").status_code == 404
    assert client.get(f"/api/v1/messages/?ticket={foreign.ticket.number}").json()["results"] == []


def test_messages_are_narrowed_by_direction():
    owner = an_employee("manager")
    ticket = a_ticket(a_project(owner=owner))
    a_message(ticket, "in")
    note = a_message(ticket, "internal")
    client = api_of(owner)
    for path in ("messages/", f"tickets/{ticket.number}/messages/"):
        rows = client.get(f"/api/v1/{path}?direction=internal").json()["results"]
        assert [row["id"] for row in rows] == [note.pk]


def test_a_reply_is_taken_back_while_it_has_not_left():
    owner = an_employee("manager")
    ticket = a_ticket(a_project(owner=owner))
    a_message(ticket, "in", NOW)
    client = api_of(owner)
    sent = client.post(f"/api/v1/tickets/{ticket.number}/reply/", {"body": "Oops"}).json()
    answer = client.post(f"/api/v1/messages/{sent['id']}/take-back/")
    assert answer.status_code == 200, answer.json()
    assert answer.json()["retracted_at"] is not None
    assert Message.objects.get(pk=sent["id"]).retracted_at is not None
    incoming = Message.objects.get(direction="in")
    assert client.post(f"/api/v1/messages/{incoming.pk}/take-back/").status_code == 409


def test_a_file_is_downloaded_with_the_token_that_reads_tickets():
    owner = an_employee("manager")
    ticket = a_ticket(a_project(owner=owner))
    an_attachment(a_message(ticket), b"12345", name="list.csv")
    foreign = an_attachment(content=b"canary")
    client = api_of(owner, "tickets:read")
    url = client.get("/api/v1/messages/").json()["results"][0]["attachments"][0]["url"]
    answer = client.get(url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content]) == b"12345"
    assert client.get(f"/attachments/{foreign.file_id}/").status_code == 404
    assert api_of(owner, "clients:read").get(url).status_code == 404
    stranger = api_of(owner)
    stranger.credentials(HTTP_AUTHORIZATION="Bearer sd_wrong")
    assert stranger.get(url).status_code == 401
