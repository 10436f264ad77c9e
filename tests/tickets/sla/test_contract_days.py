"""A contract that begins or ends by its date changes what is promised from that day on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from support_desk.shared.viewer import Viewer
from tests.factories import NOW
from tests.factories.sla import a_policy
from tickets.actions.catalogue.contracts import create_contract
from tickets.actions.sla import contract_days
from tickets.actions.sla.contract_days import recount_contract_days

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)
# A quarter of an hour to midnight in Moscow and ten minutes past it, in minutes of the desk.
BEFORE_MIDNIGHT, AFTER_MIDNIGHT = 705, 730


def contract(project, starts_on: date, ends_on: date | None = None):
    return create_contract(
        project=project, number="1", rate_amount=Decimal(1000), starts_on=starts_on, ends_on=ends_on,
        sla_policy=a_policy(first_response=30), by=Viewer.system(NOW), at=NOW,
    )  # fmt: skip


def test_from_its_first_day_on_the_contract_promises(desk, project):
    ticket = desk.asked(BEFORE_MIDNIGHT)
    begun = contract(project, TODAY + DAY)
    assert recount_contract_days(at=desk.at(BEFORE_MIDNIGHT)) == 0
    assert recount_contract_days(at=desk.at(AFTER_MIDNIGHT)) == 1
    assert recount_contract_days(at=desk.at(AFTER_MIDNIGHT)) == 0
    ticket.refresh_from_db()
    first = desk.clock(ticket, "first_response")
    assert (ticket.sla_policy, first.policy, first.target_minutes) == (begun.sla_policy, begun.sla_policy, 30)
    # Half past nine in the office of its calendar.
    assert first.due_at == desk.at(1_290)


def test_after_its_last_day_the_department_promises_again(desk, project, policy):
    ended = contract(project, TODAY - 30 * DAY, TODAY)
    ticket = desk.asked(BEFORE_MIDNIGHT)
    assert ticket.sla_policy == ended.sla_policy
    assert recount_contract_days(at=desk.at(BEFORE_MIDNIGHT)) == 0
    assert recount_contract_days(at=desk.at(AFTER_MIDNIGHT)) == 1
    ticket.refresh_from_db()
    assert (ticket.sla_policy, desk.clock(ticket, "first_response").target_minutes) == (policy, 60)


@pytest.mark.parametrize("tickets", [1, 3])
def test_nothing_to_change_takes_two_statements_however_many(desk, project, tickets, django_assert_num_queries):
    contract(project, TODAY)
    for _number in range(tickets):
        desk.asked()
    with django_assert_num_queries(2):
        assert recount_contract_days(at=NOW) == 0


def test_what_one_run_has_no_time_for_is_left_to_the_next(desk, project, monkeypatch):
    contract(project, TODAY + DAY)
    for _number in range(3):
        desk.asked(BEFORE_MIDNIGHT)
    monkeypatch.setattr(contract_days, "BATCH", 2)
    monkeypatch.setattr(contract_days, "MOST_SECONDS", 0)
    assert [recount_contract_days(at=desk.at(AFTER_MIDNIGHT)) for _run in range(3)] == [2, 1, 0]
