"""Writing in the portal: a ticket, an answer, a yes, a no, a question; each once, and never too much (T1, T5, W3)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from support_desk.shared.models import StoredFile
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_message,
    a_policy,
    a_project,
    a_task,
    a_ticket,
    an_approval,
    an_estimate,
)
from tests.tickets.portal.conftest import browser_of, with_account
from tests.tickets.portal.rows import a_report, a_report_line
from tickets.models import Approval, LineQuestion, Message, Ticket

MATTER = {"subject": "Pick-up points", "text": "On a map, please."}


def a_picture(name="map.png", size=10):
    return SimpleUploadedFile(name, b"x" * size, content_type="image/png")


def test_a_new_ticket_makes_the_client_wait(marina, contact, project):
    a_policy(department=project.department)
    answer = marina.post("/portal/tickets/new/", {**MATTER, "files": [a_picture()]})
    ticket = Ticket.objects.get()
    assert answer.headers["Location"] == f"/portal/tickets/{ticket.number}/"
    assert (ticket.channel, ticket.waiting_since, ticket.requester) == ("portal", NOW, contact)
    assert (ticket.project, ticket.assignee) == (project, project.owner)
    message = ticket.messages.get()
    assert (message.direction, message.contact, message.body_text) == ("in", contact, "On a map, please.")
    assert message.attachments.get().file.name == "map.png"
    assert ticket.clocks.exists()


def test_of_several_projects_one_is_chosen(marina, project):
    other = a_project(project.client, project.owner, name="Marketing")
    answer = marina.post("/portal/tickets/new/", MATTER)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["project"])
    assert "On a map, please." in answer.content.decode()
    marina.post("/portal/tickets/new/", {**MATTER, "project": other.pk})
    assert Ticket.objects.get().project == other


def test_a_project_of_another_client_is_not_among_them(marina, project):
    a_project(project.client, project.owner)
    answer = marina.post("/portal/tickets/new/", {**MATTER, "project": a_project().pk})
    assert list(answer.context["form"].errors) == ["project"]


def test_whose_projects_have_ended_reaches_who_served_them(marina, project):
    project.is_active = False
    project.save()
    marina.post("/portal/tickets/new/", MATTER)
    ticket = Ticket.objects.get()
    assert (ticket.project, ticket.department, ticket.client) == (None, project.department, project.client)


@pytest.mark.django_db
def test_who_has_no_project_is_told_what_to_do():
    contact = with_account(a_contact(a_client(language="en")))
    answer = browser_of(contact).post("/portal/tickets/new/", MATTER)
    assert "write to us by mail" in answer.content.decode()


@pytest.mark.parametrize("field", ["subject", "text"])
def test_what_is_missing_is_named_and_the_rest_kept(marina, project, field):
    answer = marina.post("/portal/tickets/new/", {**MATTER, field: " "})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Ticket.objects.exists()


def test_a_form_that_is_sent_twice_acts_once(marina, project):
    data = {**MATTER, "idempotency_key": "one"}
    places = {marina.post("/portal/tickets/new/", data).headers["Location"] for _each in range(2)}
    assert (len(places), Ticket.objects.count()) == (1, 1)


def test_a_file_of_200_mb_is_refused_before_it_is_read(marina, project):
    for length, status in ((52 * 1024 * 1024, 403), (52 * 1024 * 1024 + 1, 413), (200 * 1024 * 1024, 413)):
        # No token is sent: whoever had read the body would have found that out first.
        strict = type(marina)(enforce_csrf_checks=True)
        strict.cookies = marina.cookies
        answer = strict.post("/portal/tickets/new/", data=b"x", content_type="text/plain", CONTENT_LENGTH=str(length))
        assert answer.status_code == status
    answer = marina.post(
        "/portal/tickets/new/", data=b"x", content_type="text/plain", CONTENT_LENGTH=str(length), HTTP_HX_REQUEST="true"
    )
    assert (answer.headers["Content-Type"], b"your text is still here" in answer.content) == (
        "text/plain; charset=utf-8",
        True,
    )


def test_a_file_over_the_limit_is_refused_and_the_text_kept(marina, project, settings):
    settings.ATTACHMENT_MAX_BYTES = 100
    answer = marina.post("/portal/tickets/new/", {**MATTER, "files": [a_picture(size=101)]})
    assert (answer.status_code, "at most 25 MB" in answer.content.decode()) == (422, True)
    assert "On a map, please." in answer.content.decode()
    assert (Ticket.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_more_than_twenty_files_are_refused(marina, project):
    answer = marina.post("/portal/tickets/new/", {**MATTER, "files": [a_picture() for _each in range(21)]})
    assert answer.status_code == 422
    assert not Ticket.objects.exists()


def test_thirty_messages_an_hour_are_enough(marina, contact, project):
    ticket = a_ticket(project, requester=contact)
    for _each in range(29):
        a_message(ticket, "in", NOW - timedelta(minutes=30), channel="portal")
    assert marina.post(f"/portal/tickets/{ticket.number}/answer/", {"body": "The thirtieth"}).status_code == 302
    for url, data in ((f"/portal/tickets/{ticket.number}/answer/", {"body": "More"}), ("/portal/tickets/new/", MATTER)):
        answer = marina.post(url, data)
        assert (answer.status_code, "30 messages" in answer.content.decode()) == (422, True)
    assert (Message.objects.count(), Ticket.objects.count()) == (30, 1)


@pytest.mark.parametrize(
    ("status", "closed_at", "after", "is_new"),
    [
        ("waiting_client", None, "open", False),
        ("resolved", None, "open", False),
        ("closed", NOW - timedelta(days=14), "open", False),
        ("closed", NOW - timedelta(days=14, seconds=1), "closed", True),
    ],
)
def test_an_answer_goes_on_with_the_ticket(marina, contact, project, status, closed_at, after, is_new):
    ticket = a_ticket(project, requester=contact, status=status, closed_at=closed_at)
    answer = marina.post(f"/portal/tickets/{ticket.number}/answer/", {"body": "Yes, both", "files": [a_picture()]})
    ticket.refresh_from_db()
    assert (ticket.status, Ticket.objects.filter(linked_to=ticket).exists()) == (after, is_new)
    message = Message.objects.get()
    assert answer.headers["Location"] == f"/portal/tickets/{message.ticket.number}/"
    assert (message.channel, message.ticket.waiting_since, message.attachments.count()) == ("portal", NOW, 1)


def test_an_empty_answer_is_refused_in_place(marina, project):
    ticket = a_ticket(project)
    answer = marina.post(f"/portal/tickets/{ticket.number}/answer/", {"body": " "}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_what_is_done_is_confirmed_and_closed(marina, project):
    ticket = a_ticket(project, status="resolved")
    assert b"Is everything right?" in marina.get(f"/portal/tickets/{ticket.number}/").content
    marina.post(f"/portal/tickets/{ticket.number}/confirm/", {"idempotency_key": "one"})
    marina.post(f"/portal/tickets/{ticket.number}/confirm/", {"idempotency_key": "one"})
    ticket.refresh_from_db()
    assert (ticket.status, ticket.status_changes.count()) == ("closed", 1)


def test_what_is_not_done_cannot_be_confirmed(marina, project):
    ticket = a_ticket(project, status="open")
    answer = marina.post(f"/portal/tickets/{ticket.number}/confirm/", follow=True)
    assert b"Not possible while" in answer.content
    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_changes_open_the_ticket_again(marina, project):
    ticket = a_ticket(project, status="resolved")
    task = a_task(ticket, status="handed_over")
    marina.post(f"/portal/tickets/{ticket.number}/answer/", {"body": "The second map too", "changes": "1"})
    ticket.refresh_from_db()
    task.refresh_from_db()
    assert (ticket.status, ticket.waiting_since) == ("open", NOW)
    assert task.wish == ticket.messages.get()


def test_a_plain_answer_asks_for_no_changes(marina, project):
    task = a_task(a_ticket(project, status="open"), status="handed_over")
    marina.post(f"/portal/tickets/{task.ticket.number}/answer/", {"body": "Thank you"})
    task.refresh_from_db()
    assert task.wish is None


@pytest.fixture
def approval(project):
    ticket = a_ticket(project)
    asked = an_approval(ticket)
    an_estimate(a_task(ticket), 120, state="client", approval=asked)
    return asked


def test_an_approval_is_approved_once(marina, contact, approval):
    for _each in range(2):
        marina.post(f"/portal/approvals/{approval.pk}/approve/", {"idempotency_key": "one"})
    approval.refresh_from_db()
    assert (approval.state, approval.contact, approval.decided_at) == ("approved", contact, NOW)
    marina.post(f"/portal/approvals/{approval.pk}/decline/", {"comment": "No"})
    approval.refresh_from_db()
    assert approval.state == "approved"


def test_a_withdrawn_approval_is_not_approved(marina, approval):
    Approval.objects.filter(pk=approval.pk).update(state="withdrawn", decided_at=NOW)
    marina.post(f"/portal/approvals/{approval.pk}/approve/")
    approval.refresh_from_db()
    assert approval.state == "withdrawn"


def test_a_no_needs_a_reason(marina, approval):
    url = f"/portal/approvals/{approval.pk}/decline/"
    assert marina.post(url, {"comment": " "}, HTTP_HX_REQUEST="true").status_code == 422
    marina.post(url, {"comment": "Too dear"})
    approval.refresh_from_db()
    assert (approval.state, approval.comment) == ("declined", "Too dear")


def test_a_question_lands_in_the_ticket_and_the_approval_waits(marina, approval):
    marina.post(f"/portal/approvals/{approval.pk}/ask/", {"text": "Why so long?"})
    message = approval.ticket.messages.get()
    assert (message.direction, message.body_text) == ("in", "About the estimate:\n\nWhy so long?")
    approval.refresh_from_db()
    assert approval.state == "pending"


def test_a_question_about_a_line_lands_in_its_ticket(marina, contact, project):
    ticket = a_ticket(project)
    report = a_report(project.client, NOW.date().replace(day=1))
    line = a_report_line(report, ticket, text="Map of pick-up points")
    marina.post(f"/portal/lines/{line.pk}/ask/", {"text": "What was this?"})
    question = LineQuestion.objects.get()
    assert (question.line, question.contact, question.message.ticket) == (line, contact, ticket)
    assert "Map of pick-up points" in question.message.body_text
    assert b"What was this?" in marina.get(f"/portal/reports/{report.pk}/").content
