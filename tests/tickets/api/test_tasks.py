"""Tasks over the API: listed, split off, changed, and moved by their verbs, once (W1, W4)."""

from datetime import timedelta

import pytest

from support_desk.shared import clock
from tests.factories import a_department, a_message, a_project, a_skill, a_task, a_ticket, an_employee, an_item
from tests.factories.api import api_of
from tickets.models import Task

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/tasks/"


@pytest.fixture
def manager():
    return an_employee("manager", department=a_department())


@pytest.fixture
def specialist():
    return an_employee("specialist")


@pytest.fixture
def ticket(manager):
    return a_ticket(a_project(owner=manager), status="open")


def test_from_splitting_off_to_hand_over(manager, specialist, ticket):
    boss, worker, skill = api_of(manager), api_of(specialist), a_skill("Layout")
    deadline = clock.now() + timedelta(days=2)
    made = boss.post(ADDRESS, {
        "ticket": ticket.number, "title": "Move it", "formulation": "Left.", "acceptance_criteria": "It is left.",
        "skill": skill.pk, "assignee": specialist.pk, "deadline_at": deadline.isoformat(), "is_critical": False,
    })  # fmt: skip
    assert made.status_code == 201, made.json()
    shown = made.json()
    assert (shown["ticket"], shown["assignee"]["id"], shown["skill"]["name"]) == (
        ticket.number, specialist.pk, "Layout",
    )  # fmt: skip
    assert shown["allowed_actions"] == ["offer", "cancel"]
    one = f"{ADDRESS}{shown['id']}/"
    assert worker.get(one).json()["allowed_actions"] == ["accept", "ask", "decline"]
    for client, verb, body, status in (
        (worker, "ask", {"text": "Which?"}, "asked"),
        (boss, "explain", {"text": "The first."}, "offered"),
        (worker, "accept", {}, "accepted"),
        (worker, "start", {}, "in_progress"),
        (worker, "submit", {"text": "Done."}, "submitted"),
        (boss, "return", {"reason": "defect", "text": "Not on the phone."}, "rework"),
        (worker, "submit", {}, "submitted"),
        (boss, "check", {}, "checked"),
        (boss, "hand-over", {}, "handed_over"),
        (boss, "ask-changes", {"text": "Higher."}, "rework"),
        (boss, "cancel", {}, "cancelled"),
    ):
        answer = client.post(f"{one}{verb}/", body)
        assert (answer.status_code, answer.json()["status"]) == (200, status), verb
    ticket.refresh_from_db()
    assert ticket.status == "open"


WORDS = {"title": "Look", "acceptance_criteria": "It is told."}


def split_off(manager, ticket, **more):
    return api_of(manager).post(f"/api/v1/tickets/{ticket.number}/tasks/", {**WORDS, **more})


@pytest.mark.parametrize("state", [{}, {"state": "promised", "promised_until": clock.now(), "settled_at": clock.now()}])
def test_a_question_of_a_letter_is_delegated(manager, ticket, state):
    item = an_item(a_message(ticket), text="Why is it red?", **state)
    made = split_off(manager, ticket, item=item.pk)
    assert (made.status_code, made.json()["formulation"]) == (201, "Why is it red?")
    item.refresh_from_db()
    assert (item.task_id, item.state) == (made.json()["id"], state.get("state", "delegated"))
    listed = api_of(manager).get(f"/api/v1/tickets/{ticket.number}/tasks/").json()["results"]
    assert [row["id"] for row in listed] == [item.task_id]


def test_a_question_is_delegated_once_and_again_when_its_task_was_cancelled(manager, ticket):
    item = an_item(a_message(ticket))
    made = api_of(manager).post(ADDRESS, {"ticket": ticket.number, "item": item.pk, **WORDS})
    again = split_off(manager, ticket, item=item.pk)
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "item")
    assert "“Look” already" in str(again.json())
    api_of(manager).post(f"{ADDRESS}{made.json()['id']}/cancel/")
    assert split_off(manager, ticket, item=item.pk).status_code == 201


def test_which_questions_are_not_delegated(manager, ticket):
    letter = a_message(ticket)
    answered = an_item(letter, state="answered", settled_at=clock.now())
    other = an_item(a_message(a_ticket(ticket.project)))
    foreign = an_item(a_message(a_ticket()))
    for item in (answered, other, foreign):
        refused = split_off(manager, ticket, item=item.pk)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "item")
    without = split_off(manager, ticket)
    assert (without.status_code, without.json()["errors"][0]["field"]) == (422, "formulation")
    assert not ticket.tasks.exists()


def test_no_task_on_a_foreign_ticket(manager, ticket):
    assert split_off(an_employee("manager"), ticket).status_code == 404
    assert api_of(an_employee("manager")).get(f"/api/v1/tickets/{ticket.number}/tasks/").status_code == 404


def test_declined_it_leaves_the_specialists_sight_and_is_offered_to_another(manager, specialist, ticket):
    task, other = a_task(ticket, assignee=specialist, status="offered"), an_employee("specialist")
    assert api_of(specialist).post(f"{ADDRESS}{task.pk}/decline/", {"reason": "skill"}).status_code == 204
    answer = api_of(manager).post(f"{ADDRESS}{task.pk}/offer/", {"assignee": other.pk, "text": "Please."})
    assert answer.json()["assignee"]["id"] == other.pk


def test_a_critical_one_names_what_occupies(specialist, ticket):
    task = a_task(ticket, assignee=specialist, status="offered", is_critical=True)
    busy, foreign = a_task(assignee=specialist), a_task()
    api, address = api_of(specialist), f"{ADDRESS}{task.pk}/decline/"
    for against in (None, foreign.pk):
        answer = api.post(address, {"reason": "busy", "against": against}, format="json")
        assert answer.status_code in (409, 422)
        assert "against" in answer.content.decode()
    assert api.post(address, {"reason": "busy", "against": busy.pk}).status_code == 204


def test_a_repeated_call_acts_once(specialist, ticket):
    task, api = a_task(ticket, assignee=specialist, status="offered"), api_of(specialist)
    answers = [api.post(f"{ADDRESS}{task.pk}/accept/", headers={"Idempotency-Key": "k1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert task.changes.count() == 1
    again = api.post(f"{ADDRESS}{task.pk}/accept/")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_transition")


def test_changing_the_words(manager, specialist, ticket):
    task = a_task(ticket, assignee=specialist)
    one = f"{ADDRESS}{task.pk}/"
    assert api_of(manager).patch(one, {"title": "Another", "is_critical": True}).json()["title"] == "Another"
    assert api_of(specialist).patch(one, {"title": "Mine"}).status_code == 403
    assert api_of(manager).patch(one, {"assignee": specialist.pk}).status_code == 422


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"formulation": "x" * 10_001}, "formulation"),
        ({"acceptance_criteria": " "}, "acceptance_criteria"),
        ({"deadline_at": "2020-01-01T00:00:00Z"}, "deadline_at"),
        ({"ticket": 0}, "ticket"),
        ({"assignee": 0}, "assignee"),
        ({"rank": 1}, "rank"),
    ],
)
def test_what_cannot_be_split_off_names_the_field(manager, ticket, change, field):
    body = {"ticket": ticket.number, "title": "Move", "formulation": "Left.", "acceptance_criteria": "Left."}
    answer = api_of(manager).post(ADDRESS, {**body, **change})
    assert field in answer.content.decode()
    assert answer.status_code in (409, 422)
    assert not Task.objects.exists()


def test_filters(manager, specialist, ticket):
    mine = a_task(ticket, assignee=specialist, status="submitted")
    a_task(ticket)
    a_task()
    api = api_of(manager)

    def found(query: str) -> list[int]:
        return [row["id"] for row in api.get(f"{ADDRESS}?{query}").json()["results"]]

    assert len(found("open=true")) == 2
    for query in (f"assignee={specialist.pk}", "status=submitted", f"ticket={ticket.number}&status=submitted"):
        assert found(query) == [mine.pk]
    assert found("critical=true") == []


def test_a_token_without_the_scope_is_refused(manager, ticket):
    task = a_task(ticket)
    assert api_of(manager, "clients:read").get(ADDRESS).status_code == 403
    assert api_of(manager, "tasks:read").post(f"{ADDRESS}{task.pk}/cancel/").status_code == 403
