"""One question, two answers at the same moment: exactly one outcome (W2, D9 in spirit)."""

import pytest

from support_desk.shared.errors import Conflict
from tests.at_once import run_at_once
from tests.factories import NOW, a_time_entry, an_estimate, an_operation
from tests.tickets.actions.agreeing.conftest import Side, a_side
from tickets.actions.agreeing import Figures, approve, ask_client, decline, estimate_task, withdraw_approval
from tickets.actions.logging_time import LoggedWork, log_time, reverse_time
from tickets.models import Approval, Estimate, TimeEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def side() -> Side:
    return a_side()


@pytest.fixture
def question(side: Side) -> Approval:
    estimate = an_estimate(side.task, 120, manager_at=NOW)
    return ask_client(ticket=side.ticket, estimates=[estimate], overruns=[], words="", by=side.manager, at=NOW)


def one_of(outcomes: list[object]) -> Approval:
    """One deed was done, the others heard that it was decided."""
    done = [each for each in outcomes if isinstance(each, Approval)]
    assert len(done) == 1
    assert all(isinstance(each, Conflict) for each in outcomes if each not in done)
    return done[0]


def test_approving_twice_approves_once(side: Side, question: Approval) -> None:
    a_time_entry(side.ticket, side.task.assignee, task=side.task, actual_minutes=40, billable_minutes=30)
    deed = lambda: approve(approval=question, by=side.client, at=NOW)  # noqa: E731 # the same deed four times
    assert one_of(run_at_once(*[deed] * 4)).state == "approved"
    side.task.refresh_from_db()
    assert side.task.agreed_minutes == 120
    assert sum(TimeEntry.objects.values_list("billable_minutes", flat=True)) == 40


def test_approving_against_withdrawing_and_declining(side: Side, question: Approval) -> None:
    kept = one_of(
        run_at_once(
            lambda: approve(approval=question, by=side.client, at=NOW),
            lambda: withdraw_approval(approval=question, by=side.manager, at=NOW),
            lambda: decline(approval=question, by=side.client, at=NOW, comment="No"),
        )
    )
    side.task.refresh_from_db()
    estimate = Estimate.objects.get()
    assert (kept.state == "approved") is (side.task.agreed_minutes == 120)
    assert estimate.state == {"approved": "approved", "withdrawn": "manager", "declined": "declined"}[kept.state]


def test_approving_against_a_newer_estimate(side: Side, question: Approval) -> None:
    run_at_once(
        lambda: approve(approval=question, by=side.client, at=NOW),
        lambda: estimate_task(task=side.task, figures=Figures(300), by=side.specialist, at=NOW),
    )
    question.refresh_from_db()
    side.task.refresh_from_db()
    states = set(Estimate.objects.values_list("state", flat=True))
    assert (question.state, side.task.agreed_minutes, states) in (
        ("approved", 120, {"approved"}),
        ("withdrawn", None, {"superseded", "manager"}),
    )


def test_work_logged_at_once_is_billed_up_to_what_was_agreed(side: Side) -> None:
    side.task.agreed_minutes = 60
    side.task.save()
    work = LoggedWork(an_operation(kind="execution"), 40, task=side.task)
    run_at_once(*[lambda: log_time(ticket=side.ticket, work=work, by=side.specialist, at=NOW)] * 3)
    assert sorted(TimeEntry.objects.values_list("billable_minutes", flat=True)) == [0, 20, 40]


def test_reversing_while_logging_bills_no_minute_twice(side: Side) -> None:
    side.task.agreed_minutes = 60
    side.task.save()
    work = LoggedWork(an_operation(kind="execution"), 50, task=side.task)
    first = log_time(ticket=side.ticket, work=work, by=side.specialist, at=NOW)
    run_at_once(
        lambda: reverse_time(entry=first, by=side.specialist, at=NOW),
        lambda: log_time(ticket=side.ticket, work=work, by=side.specialist, at=NOW),
    )
    assert sum(TimeEntry.objects.values_list("billable_minutes", flat=True)) == 50
