"""Estimates and questions to clients over the API (W2)."""

import pytest

from support_desk.shared import clock
from tests.factories import (
    a_message,
    a_project,
    a_task,
    a_ticket,
    an_approval,
    an_employee,
    an_estimate,
    an_operation,
    an_overrun,
)
from tests.factories.api import api_of
from tests.tickets.api.test_statement_counts import FIRST_CALL, FURTHER_CALLS, statements
from tickets.models import Approval, Estimate, TimeEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return an_employee("manager")


@pytest.fixture
def task(manager):
    return a_task(a_ticket(a_project(owner=manager)))


def test_the_specialist_hands_in_three_points(task):
    body = {"task": task.pk, "optimistic_minutes": 60, "likely_minutes": 90, "pessimistic_minutes": 180}
    answer = api_of(task.assignee).post("/api/v1/estimates/", body)
    assert answer.status_code == 201, answer.json()
    shown = answer.json()
    assert (shown["minutes"], shown["method"], shown["state"]) == (100, "three_point", "manager")
    assert (shown["task"], shown["ticket"], shown["author"]["id"]) == (task.pk, task.ticket.number, task.assignee_id)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"likely_minutes": 0}, "likely_minutes"),
        ({"likely_minutes": 60_000}, "likely_minutes"),
        ({"likely_minutes": 10**30}, "likely_minutes"),
        ({"likely_minutes": "soon"}, "likely_minutes"),
        ({"risk_percent": 301}, "risk_percent"),
        ({"optimistic_minutes": 30}, "pessimistic_minutes"),
        ({"task": 0}, "task"),
        ({"minutes": 5}, "minutes"),
        ({"state": "approved"}, "state"),
    ],
)
def test_what_is_no_estimate_names_the_field(task, change, field):
    answer = api_of(task.assignee).post("/api/v1/estimates/", {"task": task.pk, "likely_minutes": 60, **change})
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Estimate.objects.exists()


def test_it_is_returned_confirmed_and_asked(manager, task):
    api = api_of(manager)
    first = an_estimate(task)
    back = api.post(f"/api/v1/estimates/{first.pk}/return/", {"reason": "Tests"})
    assert (back.json()["state"], back.json()["comment"]) == ("returned", "Tests")
    second = an_estimate(task)
    assert api.post(f"/api/v1/estimates/{second.pk}/ask-client/").status_code == 422
    assert api_of(task.assignee).post(f"/api/v1/estimates/{second.pk}/confirm/").status_code == 403
    assert api.post(f"/api/v1/estimates/{second.pk}/confirm/").json()["manager_at"]
    asked = api.post(f"/api/v1/estimates/{second.pk}/ask-client/", {"words": "Hello"})
    assert (asked.json()["state"], asked.json()["approval"]) == ("client", Approval.objects.get().pk)


def test_a_question_is_recorded_once(manager, task):
    api, approval = api_of(manager), an_approval(task.ticket, asked_at=clock.now())
    an_estimate(task, state="client", approval=approval)
    overrun = an_overrun(a_task(task.ticket, agreed_minutes=60), state="client", approval=approval)
    address = f"/api/v1/approvals/{approval.pk}/"
    shown = api.get(address).json()
    assert (shown["ticket"], shown["overruns"], len(shown["estimates"])) == (task.ticket.number, [overrun.pk], 1)
    letter = a_message(task.ticket, "in", at=clock.now())
    foreign = api.post(f"{address}record/", {"message": a_message().pk})
    assert [error["field"] for error in foreign.json()["errors"]] == ["message"]
    recorded = api.post(f"{address}record/", {"message": letter.pk}).json()
    assert (recorded["state"], recorded["message"], recorded["recorded_by"]["id"]) == (
        "approved",
        letter.pk,
        manager.pk,
    )
    again = api.post(f"{address}withdraw/")
    assert (again.status_code, again.json()["code"]) == (409, "decided")


def test_a_question_is_withdrawn(manager, task):
    approval = an_approval(task.ticket)
    answer = api_of(manager).post(f"/api/v1/approvals/{approval.pk}/withdraw/")
    assert answer.json()["state"] == "withdrawn"


def test_a_token_needs_the_scope_of_tasks(manager, task):
    assert api_of(manager, "tickets:read").get("/api/v1/estimates/").status_code == 403
    assert api_of(manager, "tasks:read").get("/api/v1/estimates/").status_code == 200
    estimate = an_estimate(task)
    answer = api_of(manager, "tasks:read").post(f"/api/v1/estimates/{estimate.pk}/confirm/")
    assert answer.status_code == 403
    assert api_of(an_employee("manager")).get(f"/api/v1/estimates/{estimate.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["estimates", "approvals"])
def test_a_list_with_1_and_3_rows(manager, name):
    client = api_of(manager)

    def make_rows():
        task = a_task(a_ticket(a_project(owner=manager)))
        an_estimate(task, state="client", approval=an_approval(task.ticket))

    make_rows()
    assert statements(client, f"/api/v1/{name}/") == (FIRST_CALL, 1)
    make_rows()
    make_rows()
    assert statements(client, f"/api/v1/{name}/") == (FURTHER_CALLS, 3)


def test_lists_are_narrowed(manager, task):
    an_estimate(task)
    api = api_of(manager)
    assert len(api.get(f"/api/v1/estimates/?task={task.pk}&state=manager").json()["results"]) == 1
    assert api.get("/api/v1/estimates/?state=approved").json()["results"] == []
    assert api.get("/api/v1/approvals/?state=pending").json()["results"] == []


def test_time_is_logged_on_a_task(task):
    body = {
        "ticket": task.ticket.number,
        "operation": an_operation(kind="execution").pk,
        "minutes": 20,
        "task": task.pk,
    }
    answer = api_of(task.assignee).post("/api/v1/time-entries/", body)
    assert answer.status_code == 201, answer.json()
    shown = answer.json()
    assert (shown["task"], shown["is_rework"], shown["overrun"]) == (task.pk, False, None)
    again = api_of(task.assignee).post("/api/v1/time-entries/", body)
    assert [error["field"] for error in again.json()["errors"]] == ["task"]
    assert TimeEntry.objects.count() == 1
