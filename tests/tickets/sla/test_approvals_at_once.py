"""S2, W2: however an approval is decided at the same moment by several, its clock is where its estimate is."""

from dataclasses import replace

import pytest

from support_desk.invariants.approval_clocks import check
from support_desk.invariants.clocks import check_due, check_steps
from support_desk.shared.errors import Conflict
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import a_task, an_employee, contact_viewer, viewer
from tests.factories.sla import NORMAL
from tests.tickets.sla.conftest import Desk
from tickets.actions.agreeing import (
    Figures,
    approve,
    ask_client,
    confirm_estimate,
    decline,
    estimate_task,
    withdraw_approval,
)
from tickets.actions.catalogue.sla_policies import update_policy
from tickets.actions.sla.sweep import sweep
from tickets.models import Clock, Estimate, SlaPolicy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def estimate(desk: Desk, policy: SlaPolicy) -> Estimate:
    """With the manager, under a policy that gives it four hours."""
    targets = {priority: {**NORMAL, "approval": 240} for priority in (1, 2, 3, 4)}
    update_policy(policy=policy, by=Viewer.system(desk.at(0)), at=desk.at(0), targets=targets)
    ticket = desk.asked()
    specialist = an_employee("specialist", department=ticket.department)
    task = a_task(ticket, assignee=specialist, manager=ticket.assignee)
    return estimate_task(task=task, figures=Figures(120), by=viewer(specialist), at=desk.at(1))


def sound() -> bool:
    return [*check(), *check_due(), *check_steps()] == []


def test_two_estimates_at_once_leave_one_clock_that_counts(desk: Desk, estimate: Estimate) -> None:
    by = viewer(estimate.author)
    run_at_once(*[lambda: estimate_task(task=estimate.task, figures=Figures(60), by=by, at=desk.at(5))] * 3)
    clocks = Clock.objects.filter(kind="approval")
    assert clocks.count() == 4 and clocks.filter(state="running").count() == 1
    assert sound()


def test_approving_withdrawing_and_declining_at_once(desk: Desk, estimate: Estimate) -> None:
    manager, client = viewer(estimate.task.manager), replace(contact_viewer(desk.contact), at=desk.at(9))
    confirm_estimate(estimate=estimate, by=manager, at=desk.at(5))
    ticket = estimate.task.ticket
    asked = ask_client(ticket=ticket, estimates=[estimate], overruns=[], words="", by=manager, at=desk.at(6))
    done = run_at_once(
        lambda: approve(approval=asked, by=client, at=desk.at(9)),
        lambda: withdraw_approval(approval=asked, by=manager, at=desk.at(9)),
        lambda: decline(approval=asked, by=client, at=desk.at(9), comment="No"),
    )
    assert sum(isinstance(each, Conflict) for each in done) == 2
    asked.refresh_from_db()
    assert Clock.objects.get(kind="approval").state == {"withdrawn": "running"}.get(asked.state, "met")
    assert sound()


def test_confirming_while_a_sweep_breaks_it_is_late_in_any_case(desk: Desk, estimate: Estimate) -> None:
    manager = viewer(estimate.task.manager)
    small = estimate_task(task=estimate.task, figures=Figures(20), by=viewer(estimate.author), at=desk.at(2))
    begun = Clock.objects.get(estimate=small)
    assert (begun.state, begun.due_at, begun.policy_number) == ("running", desk.at(242), 2), vars(begun)
    done = run_at_once(
        lambda: confirm_estimate(estimate=small, by=manager, at=desk.at(300)),
        lambda: sweep(at=desk.at(300)),
    )
    assert not any(isinstance(each, Exception) for each in done), done
    clock = Clock.objects.get(estimate=small)
    assert (clock.state, clock.breached_at) == ("met", desk.at(242)), (done, vars(clock))
    assert clock.steps.filter(step="breach").count() == 1
    assert sound()
