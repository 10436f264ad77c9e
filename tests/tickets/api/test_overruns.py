"""Difficulties over the API, from the report to the client's yes (W3)."""

import pytest

from support_desk.shared import clock
from tests.factories import a_message, a_project, a_ticket, an_approved_task, an_employee, an_overrun
from tests.factories.api import api_of
from tests.tickets.api.test_statement_counts import FIRST_CALL, FURTHER_CALLS, statements
from tickets.models import Approval, Overrun, TaskStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return an_employee("manager")


@pytest.fixture
def task(manager):
    return an_approved_task(a_ticket(a_project(owner=manager)), status=TaskStatus.IN_PROGRESS)


def test_it_is_reported_decided_asked_and_agreed(manager, task):
    body = {"task": task.pk, "minutes": 60, "cause": "client", "explanation": "The design came late."}
    reported = api_of(task.assignee).post("/api/v1/overruns/", body)
    assert reported.status_code == 201, reported.json()
    address = f"/api/v1/overruns/{reported.json()['id']}/"
    api = api_of(manager)
    assert api.post(f"{address}ask-client/").status_code == 422
    decided = api.post(f"{address}decide/", {"cause": "client"}).json()
    assert (decided["state"], decided["decided_by"]["id"]) == ("reported", manager.pk)
    asked = api.post(f"{address}ask-client/", {"words": "Hello"}).json()
    assert (asked["state"], asked["approval"]) == ("client", Approval.objects.get(state="pending").pk)
    letter = a_message(task.ticket, "in", at=clock.now())
    api.post(f"/api/v1/approvals/{asked['approval']}/record/", {"message": letter.pk})
    assert api.get(address).json()["state"] == "agreed"


def test_only_who_does_the_task_reports_and_only_the_manager_decides(manager, task):
    body = {"task": task.pk, "minutes": 60, "cause": "client", "explanation": "x"}
    assert api_of(manager).post("/api/v1/overruns/", body).status_code == 403
    overrun = an_overrun(task, reported_by=task.assignee)
    decide = api_of(task.assignee).post(f"/api/v1/overruns/{overrun.pk}/decide/", {"cause": "internal"})
    assert decide.status_code == 403
    assert api_of(an_employee("manager")).get(f"/api/v1/overruns/{overrun.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 60_000}, "minutes"),
        ({"cause": "weather"}, "cause"),
        ({"explanation": ""}, "explanation"),
        ({"new_deadline_at": "2020-01-01T10:00:00+03:00"}, "new_deadline_at"),
        ({"task": 0}, "task"),
    ],
)
def test_what_is_no_difficulty_names_the_field(task, change, field):
    body = {"task": task.pk, "minutes": 60, "cause": "client", "explanation": "x", **change}
    answer = api_of(task.assignee).post("/api/v1/overruns/", body)
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Overrun.objects.exists()


def test_a_list_with_1_and_3_rows(manager):
    client = api_of(manager)

    def make_one():
        an_overrun(an_approved_task(a_ticket(a_project(owner=manager))))

    make_one()
    assert statements(client, "/api/v1/overruns/") == (FIRST_CALL, 1)
    make_one()
    make_one()
    assert statements(client, "/api/v1/overruns/") == (FURTHER_CALLS, 3)
