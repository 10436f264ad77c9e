"""Two managers over one specialist, by the API (W1)."""

import pytest

from tests.at_once import run_at_once
from tests.factories import an_employee
from tests.factories.api import api_of
from tests.tickets.tasks.test_conflicts import Clash, a_clash
from tickets.models import OrderConflict

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/order-conflicts/"


@pytest.fixture
def clash() -> Clash:
    return a_clash()


def decide(employee, clash, first, **more):
    return api_of(employee).post(f"{ADDRESS}{clash.conflict.pk}/decide/", {"first": first, **more})


def test_one_side_reads_nothing_of_the_other(clash):
    [row] = api_of(clash.task.manager).get(ADDRESS).json()["results"]
    assert (row["task"]["id"], row["task"]["title"]) == (clash.task.pk, clash.task.title)
    assert row["against"] == {
        "id": clash.against.pk,
        "ticket": None,
        "title": None,
        "manager": {"id": clash.against.manager_id, "name": clash.against.manager.name},
    }
    assert (row["specialist"]["id"], row["allowed_actions"]) == (clash.specialist.pk, ["decide"])
    assert api_of(an_employee("manager")).get(ADDRESS).json()["results"] == []
    assert decide(an_employee("manager"), clash, clash.task.pk).status_code == 404


def test_proposed_by_one_and_agreed_by_the_other(clash):
    proposed = decide(clash.task.manager, clash, clash.task.pk)
    assert (proposed.status_code, proposed.json()["proposed_first"], proposed.json()["first"]) == (
        200, clash.task.pk, None,
    )  # fmt: skip
    agreed = decide(clash.against.manager, clash, clash.task.pk, reason="The shop opens").json()
    assert (agreed["first"], agreed["settled_by"]["id"], agreed["reason"], agreed["allowed_actions"]) == (
        clash.task.pk, clash.against.manager_id, "The shop opens", [],
    )  # fmt: skip
    assert decide(clash.task.manager, clash, clash.task.pk).status_code == 409


def test_only_one_of_the_two_goes_first(clash):
    for first, status in ((99_999_999, 422), ("x", 422), (None, 422)):
        answer = decide(clash.task.manager, clash, first)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, "first")
    assert decide(clash.specialist, clash, clash.against.pk).status_code == 403


def test_filters(clash):
    boss = api_of(clash.task.manager)
    for query, count in ((f"task={clash.task.pk}", 1), (f"task={clash.against.pk}", 0), ("open=true", 1),
                         ("open=false", 0), (f"specialist={clash.specialist.pk}", 1)):  # fmt: skip
        assert len(boss.get(f"{ADDRESS}?{query}").json()["results"]) == count, query


@pytest.mark.parametrize("scopes", [["tasks:read"], ["tickets:write"]])
def test_deciding_needs_its_scope(clash, scopes):
    token = api_of(clash.task.manager, *scopes)
    assert token.post(f"{ADDRESS}{clash.conflict.pk}/decide/", {"first": clash.task.pk}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_head_decides_once_of_two_clicks():
    clash = a_clash()
    head = an_employee("head", department=clash.task.ticket.department)
    deeds = [lambda: decide(head, clash, clash.task.pk), lambda: decide(head, clash, clash.against.pk)]
    answers = run_at_once(*deeds)
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert OrderConflict.objects.get().settled_at is not None
