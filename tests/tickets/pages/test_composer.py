"""Sending from the ticket page: one form, one effect, nothing typed is lost."""

import json
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support_desk.shared.models import OutboxItem
from tests.factories import NOW, a_message, a_project, a_task, a_ticket, an_employee, an_item, an_operation
from tickets.models import Draft, LetterItem, Message, Ticket, TicketStatus, TimeEntry

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def manager(db):
    return an_employee("manager", name="Anna Sheveleva")


@pytest.fixture
def ticket(manager):
    ticket = a_ticket(a_project(owner=manager))
    a_message(ticket, at=NOW - timedelta(hours=1))
    return ticket


def send(browser, ticket, part="reply", **fields):
    data = {"body": "Yes, by noon.", "quantity": "1", "then": "ask_client", "idempotency_key": "one", **fields}
    return browser.post(f"/tickets/{ticket.number}/{part}/", data, **HTMX)


def sent(ticket):
    return list(ticket.messages.filter(direction="out", retracted_at=None))


class TestReply:
    def test_goes_to_the_outbox_with_time_and_promise(self, visit, manager, ticket):
        letter = an_operation(18)
        answer = send(
            visit(manager), ticket, operation=letter.pk, minutes="16", quantity="2", promised_until="2026-11-19T12:00",
            cc="boss@kedr.test; cfo@kedr.test",
        )  # fmt: skip
        assert answer.status_code == 200
        (reply,) = sent(ticket)
        entry = TimeEntry.objects.get()
        assert (reply.body_text, reply.cc_addresses) == ("Yes, by noon.", ["boss@kedr.test", "cfo@kedr.test"])
        assert reply.promised_until.isoformat() == "2026-11-19T09:00:00+00:00"
        assert (entry.actual_minutes, entry.norm_minutes, entry.message_id) == (16, 36, reply.pk)
        assert OutboxItem.objects.get().available_at == NOW + timedelta(seconds=10)
        assert Ticket.objects.get(pk=ticket.pk).status == TicketStatus.OPEN

    def test_takes_seventeen_statements(self, visit, manager, ticket):
        letter = an_operation(18)
        browser = visit(manager)
        with CaptureQueriesContext(connection) as captured:
            send(browser, ticket, operation=letter.pk, minutes="16")
        told = ("SAVEPOINT", "RELEASE")
        asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(told)]
        assert len(sent(ticket)) == 1
        assert len(asked) == 17, "\n".join(asked)

    @pytest.mark.parametrize(
        ("then", "status"), [("ask_client", "waiting_client"), ("", "open"), ("resolve", "resolved")]
    )
    def test_what_becomes_of_the_ticket(self, visit, manager, ticket, then, status):
        send(visit(manager), ticket, then=then)
        assert Ticket.objects.get(pk=ticket.pk).status == status

    def test_sent_twice_goes_once(self, visit, manager, ticket):
        browser = visit(manager)
        first, second = send(browser, ticket), send(browser, ticket)
        assert len(sent(ticket)) == 1
        assert (first.status_code, second.status_code) == (200, 200)
        assert "undo_url" in first.headers["HX-Trigger"]
        assert "HX-Trigger" not in second.headers

    def test_stays_at_the_ticket_or_goes_on_to_the_next(self, visit, manager, ticket):
        later = a_ticket(ticket.project)
        a_message(later, at=NOW - timedelta(minutes=30))
        browser = visit(manager)
        stayed = json.loads(send(browser, ticket, list="view=mine").headers["HX-Location"])
        assert (stayed["path"], stayed["push"]) == (f"/tickets/{ticket.number}/", "false")
        a_message(ticket, at=NOW)
        gone = json.loads(
            send(browser, ticket, list="view=mine", next="1", idempotency_key="two").headers["HX-Location"]
        )
        assert (gone["path"], gone["push"]) == (f"/tickets/{later.number}/", "true")

    def test_the_last_of_the_list_stays(self, visit, manager, ticket):
        answer = send(visit(manager), ticket, list="view=mine", next="1")
        assert json.loads(answer.headers["HX-Location"])["path"] == f"/tickets/{ticket.number}/"

    @pytest.mark.parametrize(
        ("fields", "problem", "words"),
        [
            ({"body": "  \n "}, "body", "Write the answer first."),
            ({"promised_until": "2026-11-18T11:59"}, "promised_until", "Promise a time that is still to come."),
            ({"promised_until": "soon"}, "promised_until", "Enter a valid date/time."),
            ({"cc": "boss"}, "cc", "“boss” is not an address."),
            ({"cc": "a@b.test\nBcc: x@y.test"}, "cc", "is not an address."),
            ({"minutes": "5"}, "operation", "Choose what the minutes went into."),
            ({"minutes": "-5"}, "minutes", "greater than or equal to 1"),
            ({"minutes": "1441"}, "minutes", "less than or equal to 1440"),
            ({"operation": "999999"}, "operation", "Select a valid choice."),
            ({"then": "close"}, "then", "Select a valid choice."),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_sent(self, visit, manager, ticket, fields, problem, words):
        an_operation()
        answer = send(visit(manager), ticket, **fields)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert f'data-problem="{problem}"' in page
        assert words in page.replace("&#x27;", "'")
        assert sent(ticket) == []
        assert OutboxItem.objects.count() == 0

    def test_an_operation_without_minutes(self, visit, manager, ticket):
        answer = send(visit(manager), ticket, operation=an_operation().pk)
        assert 'data-problem="minutes"' in answer.content.decode()

    def test_a_refused_form_may_be_sent_again_with_its_key(self, visit, manager, ticket):
        browser = visit(manager)
        assert send(browser, ticket, body="").status_code == 422
        assert send(browser, ticket).status_code == 200
        assert len(sent(ticket)) == 1

    def test_files_go_along(self, visit, manager, ticket):
        upload = SimpleUploadedFile("../../план.pdf", b"%PDF", "application/pdf")
        send(visit(manager), ticket, files=[upload])
        (attachment,) = sent(ticket)[0].attachments.select_related("file")
        assert (attachment.file.name, attachment.file.size) == ("план.pdf", 4)

    def test_too_many_files(self, visit, manager, ticket):
        uploads = [SimpleUploadedFile(f"{index}.txt", b"x") for index in range(21)]
        answer = send(visit(manager), ticket, files=uploads)
        assert answer.status_code == 422
        assert "At most 20 files" in answer.content.decode()
        assert sent(ticket) == []

    def test_a_specialist_may_not_write_to_the_client(self, visit, manager, ticket):
        specialist = an_employee("specialist")
        Ticket.objects.filter(pk=ticket.pk).update(assignee=specialist)
        answer = send(visit(specialist), ticket)
        assert answer.status_code == 422
        assert sent(ticket) == []


class TestUndo:
    def test_the_text_returns_to_the_draft(self, visit, manager, ticket):
        browser = visit(manager)
        send(browser, ticket)
        (reply,) = sent(ticket)
        answer = browser.post(f"/messages/{reply.pk}/take-back/", **HTMX)
        assert json.loads(answer.headers["HX-Location"])["path"] == f"/tickets/{ticket.number}/"
        assert sent(ticket) == []
        assert Draft.objects.get().body == "Yes, by noon."
        assert OutboxItem.objects.get().state == "cancelled"
        assert Ticket.objects.get(pk=ticket.pk).waiting_since is not None

    def test_too_late(self, visit, manager, ticket):
        browser = visit(manager)
        send(browser, ticket)
        OutboxItem.objects.update(state="sent", sent_at=NOW)
        answer = browser.post(f"/messages/{sent(ticket)[0].pk}/take-back/", **HTMX)
        assert answer.status_code == 409
        assert "Too late" in answer.headers["HX-Trigger"]
        assert len(sent(ticket)) == 1

    def test_somebody_elses_reply(self, visit, manager, ticket):
        send(visit(manager), ticket)
        (reply,) = sent(ticket)
        assert visit(an_employee("manager")).post(f"/messages/{reply.pk}/take-back/").status_code == 404


class TestNoteAndCall:
    def test_a_note_is_kept_and_the_client_still_waits(self, visit, manager, ticket):
        assert send(visit(manager), ticket, "note", body="ask Ilya").status_code == 200
        assert Message.objects.get(direction="internal").body_text == "ask Ilya"
        assert Ticket.objects.get(pk=ticket.pk).waiting_since is not None
        assert OutboxItem.objects.count() == 0

    @pytest.mark.parametrize(("direction", "kind", "waits"), [("out", "out", False), ("in", "in", True)])
    def test_a_call(self, visit, manager, ticket, direction, kind, waits):
        answer = send(visit(manager), ticket, "call", body="agreed on Friday", direction=direction)
        assert answer.status_code == 200
        call = Message.objects.get(channel="phone")
        assert (call.direction, call.body_text) == (kind, "agreed on Friday")
        assert (Ticket.objects.get(pk=ticket.pk).waiting_since is not None) == waits

    def test_an_empty_note(self, visit, manager, ticket):
        answer = send(visit(manager), ticket, "note", body=" ")
        assert answer.status_code == 422
        assert "Write the note first." in answer.content.decode()


class TestDrafts:
    def save(self, browser, ticket, kind="reply", **fields):
        return browser.post(f"/tickets/{ticket.number}/draft/{kind}/", {"body": "Dear", "version": "0", **fields})

    def test_versions_count_up_and_an_old_tab_never_overwrites(self, visit, manager, ticket):
        browser = visit(manager)
        assert self.save(browser, ticket).json() == {"version": 1}
        assert self.save(browser, ticket, body="Dear Marina", version="1", minutes="5").json() == {"version": 2}
        assert self.save(browser, ticket, body="old", version="1").status_code == 409
        draft = Draft.objects.get()
        assert (draft.body, draft.fields) == ("Dear Marina", {"minutes": "5"})

    def test_ticked_items_and_what_is_to_happen_come_back(self, visit, manager, ticket):
        browser = visit(manager)
        first, second = (an_item(ticket.messages.get()) for _ in range(2))
        ticked = {"answers": [second.pk, "x", "9" * 30], "then": "", "promised_until": "2026-11-20T12:00"}
        self.save(browser, ticket, **ticked)
        fields = Draft.objects.get().fields
        assert fields == {"answers": [second.pk], "then": "", "promised_until": "2026-11-20T12:00"}
        for address in (f"/tickets/{ticket.number}/", f"/tickets/{ticket.number}/messages/?seen=x"):
            page = browser.get(address, **HTMX).text
            boxes = {pk: page.split(f'name="answers" value="{pk}"')[1].split(">")[0] for pk in (first.pk, second.pk)}
            assert {pk: "checked" in box for pk, box in boxes.items()} == {first.pk: False, second.pk: True}
        page = browser.get(f"/tickets/{ticket.number}/").text
        assert '<option value="" selected>Leave the status' in page
        assert 'value="2026-11-20T12:00"' in page

    def test_an_item_settled_meanwhile_is_ticked_no_more(self, visit, manager, ticket):
        browser = visit(manager)
        item = an_item(ticket.messages.get())
        self.save(browser, ticket, answers=[item.pk])
        LetterItem.objects.update(state="answered", settled_at=NOW)
        assert 'name="answers"' not in browser.get(f"/tickets/{ticket.number}/").text

    def test_what_was_said_on_the_phone_is_kept_until_it_is_written_down(self, visit, manager, ticket):
        browser = visit(manager)
        self.save(browser, ticket, "call", body="agreed on", direction="in", minutes="5")
        page = browser.get(f"/tickets/{ticket.number}/").text
        assert "agreed on" in page
        assert 'value="in" checked' in page
        send(browser, ticket, "call", body="agreed on Friday", direction="in")
        assert not Draft.objects.exists()

    def test_the_task_of_a_note_comes_back(self, visit, manager, ticket):
        browser = visit(manager)
        a_task(ticket, assignee=manager, title="Other")
        task = a_task(ticket, assignee=manager, title="Chosen")
        self.save(browser, ticket, "note", task=str(task.pk))
        assert f'<option value="{task.pk}" selected>' in browser.get(f"/tickets/{ticket.number}/").text

    def test_a_reply_taken_back_brings_its_choices(self, visit, manager, ticket):
        browser = visit(manager)
        item = an_item(ticket.messages.get())
        send(browser, ticket, cc="b@x.test", then="resolve", answers=[item.pk])
        browser.post(f"/messages/{sent(ticket)[0].pk}/take-back/", **HTMX)
        assert Draft.objects.get().fields == {"cc": "b@x.test", "then": "resolve", "answers": [item.pk]}

    def test_a_reply_takes_its_own_draft_along_and_no_other(self, visit, manager, ticket):
        browser = visit(manager)
        self.save(browser, ticket)
        self.save(browser, ticket, "note")
        send(browser, ticket)
        assert [draft.kind for draft in Draft.objects.all()] == ["note"]

    @pytest.mark.parametrize("odd", [{"version": "x"}, {"version": "9" * 40}, {"body": "a\x00b"}, {"minutes": "\x00"}])
    def test_odd_input_breaks_nothing(self, visit, manager, ticket, odd):
        assert self.save(visit(manager), ticket, **odd).status_code in (200, 409)

    def test_there_are_two_kinds(self, visit, manager, ticket):
        assert self.save(visit(manager), ticket, "letter").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_send_one_reply(manager, ticket):
    answers = []

    def press():
        browser = Client()
        browser.force_login(manager.user)
        answers.append(send(browser, ticket).status_code)
        connection.close()

    presses = [threading.Thread(target=press) for _index in range(4)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert answers == [200] * 4
    assert len(sent(ticket)) == 1
    assert OutboxItem.objects.count() == 1
