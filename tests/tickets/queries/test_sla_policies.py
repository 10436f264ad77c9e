"""Which policy, calendar and threshold a ticket has, in one statement (S1)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_calendar, a_client, a_contract, a_policy, a_project, a_ticket
from tests.factories.sla import TARGETS
from tickets.actions.catalogue.sla_policies import set_department_policy, update_policy
from tickets.queries.sla_policies import policy_of, policy_versions, terms_for_project, terms_for_tickets

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system(NOW)
DAY = date(2026, 11, 18)


def terms_of(project, day=DAY):
    return terms_for_project(
        project_id=project.pk, department_id=project.department_id, client_id=project.client_id, day=day
    )


def test_nothing_is_promised_where_nothing_names_a_policy():
    a_policy()
    assert terms_of(a_project()) is None
    assert terms_for_project(project_id=None, department_id=None, client_id=None, day=DAY) is None


def test_the_contract_comes_before_the_department_and_that_before_the_default():
    project = a_project()
    usual, departments, contracts = a_policy(is_default=True), a_policy(), a_policy()
    assert terms_of(project).policy_id == usual.pk
    set_department_policy(department=project.department, policy=departments, by=SYSTEM, at=NOW)
    assert terms_of(project).policy_id == departments.pk
    contract = a_contract(project, sla_policy=contracts, ends_on=DAY)
    found = terms_of(project)
    assert (found.policy_id, found.calendar_id) == (contracts.pk, contracts.calendar_id)
    assert terms_of(project, date(2026, 11, 19)).policy_id == departments.pk
    contract.sla_policy = None
    contract.save()
    assert terms_of(project).policy_id == departments.pk


def test_the_calendar_is_the_contracts_else_the_policys():
    project, own = a_project(), a_calendar(is_around_the_clock=True)
    policy = a_policy(department=project.department)
    assert terms_of(project).calendar_id == policy.calendar_id
    a_contract(project, calendar=own)
    found = terms_of(project)
    assert (found.policy_id, found.calendar_id, found.calendar_number) == (policy.pk, own.pk, own.version)


def test_the_clients_own_threshold_comes_first():
    project = a_project(a_client(unanswered_minutes=15))
    policy = a_policy(department=project.department, unanswered=45)
    found, other = terms_of(project), terms_of(a_project(department=project.department))
    said = policy_of(policy.pk, policy.version)
    assert (found.threshold(said, 2), other.threshold(said, 2)) == (15, 45)


def test_an_earlier_version_says_what_it_said():
    policy = a_policy(first_response=60)
    update_policy(policy=policy, by=SYSTEM, at=NOW, targets={**TARGETS, 4: {**TARGETS[4], "first_response": 10}})
    assert policy_versions([policy.pk]) == {policy.pk: 2}
    assert policy_of(policy.pk, 1).target(4, "first_response") == 60
    assert policy_of(policy.pk, 2).target(4, "first_response") == 10
    assert [(step.role, step.delay_minutes) for step in policy_of(policy.pk, 2).ladder] == [
        ("manager", 0),
        ("operator", 0),
        ("head", 60),
        ("director", 240),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_terms_of_many_tickets_take_one_statement(count):
    policy = a_policy(is_default=True)
    ids = [a_ticket().pk for _ in range(count)]
    with CaptureQueriesContext(connection) as captured:
        found = terms_for_tickets(ids, day=DAY)
    assert len(captured.captured_queries) == 1
    assert {one: terms.policy_id for one, terms in found.items()} == dict.fromkeys(ids, policy.pk)
