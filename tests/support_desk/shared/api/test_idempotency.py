"""A POST that is sent again has one effect and one answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction

from support_desk.shared.models import IdempotencyKey
from tests.factories import a_project, a_ticket, an_employee
from tests.factories.api import api_of
from tickets.models import Client, Message


@pytest.fixture
def head(db):
    return an_employee("head")


@pytest.fixture
def ticket(head):
    return a_ticket(a_project(department=head.headed_departments.get()))


def note(client, ticket, key, body="Once", **kwargs):
    return client.post(f"/api/v1/tickets/{ticket.number}/note/", {"body": body}, HTTP_IDEMPOTENCY_KEY=key, **kwargs)


def test_the_same_key_and_body_replay_the_answer_to_the_byte(head, ticket):
    client = api_of(head)
    first, second = note(client, ticket, "k1"), note(client, ticket, "k1")
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.headers["Content-Type"] == "application/json"
    assert Message.objects.count() == 1


def test_another_body_or_address_under_the_key_is_422(head, ticket):
    client = api_of(head)
    note(client, ticket, "k1")
    for answer in (
        note(client, ticket, "k1", "Twice"),
        client.post(f"/api/v1/tickets/{ticket.number}/close/", {"body": "Once"}, HTTP_IDEMPOTENCY_KEY="k1"),
    ):
        assert answer.status_code == 422
        assert answer.json()["code"] == "idempotency_key_reused"
        assert answer.json()["errors"][0]["field"] == "Idempotency-Key"
    assert Message.objects.count() == 1


def test_keys_of_two_callers_do_not_meet(head, ticket):
    note(api_of(head), ticket, "k1")
    operator = an_employee("operator", department=ticket.department)
    assert "Idempotency-Replayed" not in note(api_of(operator), ticket, "k1").headers
    assert Message.objects.count() == 2


def test_a_refused_request_keeps_no_key(head, ticket):
    client = api_of(head)
    assert note(client, ticket, "k1", " ").status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert note(client, ticket, "k1", "Mended").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "a b", "ключ", "a\tb"])
def test_a_key_that_is_none_is_refused(head, ticket, key):
    answer = note(api_of(head), ticket, key)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


def test_a_form_with_a_file_is_recognised_by_its_content(head, ticket):
    client = api_of(head)

    def send(content):
        form = {"body": "File", "attachments": [SimpleUploadedFile("a.txt", content)]}
        path = f"/api/v1/tickets/{ticket.number}/note/"
        return client.post(path, form, format="multipart", HTTP_IDEMPOTENCY_KEY="k1")

    first, second, other = send(b"one"), send(b"one"), send(b"two")
    assert (first.status_code, second.status_code, other.status_code) == (201, 201, 422)
    assert first.content == second.content
    assert Message.objects.count() == 1


def test_an_answer_without_a_body_is_replayed_too(head):
    specialist, colleague = an_employee("specialist"), an_employee("specialist")
    ticket = a_ticket(assignee=specialist)
    client = api_of(specialist)
    path = f"/api/v1/tickets/{ticket.number}/assign/"
    answers = [client.post(path, {"assignee": colleague.pk}, HTTP_IDEMPOTENCY_KEY="k1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 204]
    assert answers[1].content == b""


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_under_one_key_have_one_effect():
    head = an_employee("head")
    client, start = api_of(head), threading.Barrier(8)

    def send(_number):
        try:
            start.wait(10)
            return client.post("/api/v1/clients/", {"name": "Only one"}, HTTP_IDEMPOTENCY_KEY="k1")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert [answer.status_code for answer in answers] == [201] * 8
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 7
    assert Client.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first_and_works_when_that_one_fails():
    head = an_employee("head")
    client, held, go_on = api_of(head), threading.Event(), threading.Event()

    def hold_the_key_and_fail():
        try:
            with transaction.atomic():
                IdempotencyKey.objects.create(
                    caller=head.user, key="k1", request_digest="x", created_at=head.user.created_at
                )
                held.set()
                go_on.wait(10)
                transaction.set_rollback(True)
        finally:
            connections.close_all()

    def send():
        try:
            return client.post("/api/v1/clients/", {"name": "Second"}, HTTP_IDEMPOTENCY_KEY="k1")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        failing = pool.submit(hold_the_key_and_fail)
        assert held.wait(10)
        waiting = pool.submit(send)
        with pytest.raises(TimeoutError):
            waiting.result(0.5)
        go_on.set()
        failing.result(10)
        assert waiting.result(10).status_code == 201
    assert Client.objects.get().name == "Second"
