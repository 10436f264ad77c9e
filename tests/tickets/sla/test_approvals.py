"""S2, W2: the clock of an approval through all its actions: it runs while we are waited for, and only then."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from support_desk.invariants.approval_clocks import check
from support_desk.invariants.clocks import check_due, check_steps
from support_desk.shared.models import Notice
from support_desk.shared.viewer import Viewer
from tests.factories import a_task, an_approval, an_employee, contact_viewer, viewer
from tests.factories.api import api_of
from tests.factories.sla import NORMAL
from tests.plugins.pages import visit
from tests.tickets.sla.conftest import Desk
from tickets.actions.agreeing import (
    Figures,
    approve,
    ask_client,
    confirm_estimate,
    decide_overrun,
    decline,
    estimate_task,
    report_overrun,
    return_estimate,
    withdraw_approval,
)
from tickets.actions.agreeing.reminding import tell_unanswered
from tickets.actions.catalogue.sla_policies import update_policy
from tickets.actions.handling import set_priority
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.sla.sweep import sweep
from tickets.actions.tasks.moving import move_task
from tickets.domain.tasks import TaskEvent
from tickets.models import Approval, Clock, Estimate, Overrun, Priority, SlaPolicy, Task, Ticket
from workload.models import Employee

__all__ = ["visit"]

pytestmark = pytest.mark.django_db
# Nothing else falls due within these tests.
COUNTED = {**dict.fromkeys(NORMAL, 90_000), "approval": 240}


def promise(policy: SlaPolicy, desk: Desk, *, at: float = 0, **targets: int | None) -> None:
    """Approvals within four hours, or so."""
    new = {key: {**COUNTED, **targets} for key in (1, 2, 3, 4)}
    update_policy(policy=policy, by=Viewer.system(desk.at(at)), at=desk.at(at), targets=new)


@dataclass
class Work:
    """A task of a ticket that is answered for four hours."""

    desk: Desk
    task: Task
    specialist: Employee
    manager: Employee

    @property
    def ticket(self) -> Ticket:
        return Ticket.objects.get(pk=self.task.ticket_id)

    def by(self, who: Employee, minutes: float) -> Viewer:
        return replace(viewer(who), at=self.desk.at(minutes))

    def estimated(self, minutes: float = 10, likely: int = 120) -> Estimate:
        by = self.by(self.specialist, minutes)
        return estimate_task(task=self.task, figures=Figures(likely), by=by, at=self.desk.at(minutes))

    def confirmed(self, estimate: Estimate, minutes: float, who: Employee | None = None) -> Estimate:
        return confirm_estimate(estimate=estimate, by=self.by(who or self.manager, minutes), at=self.desk.at(minutes))

    def asked(self, estimate: Estimate, minutes: float) -> Approval:
        at, by = self.desk.at(minutes), self.by(self.manager, minutes)
        return ask_client(ticket=self.ticket, estimates=[estimate], overruns=[], words="", by=by, at=at)

    def reported(self, minutes: float) -> Overrun:
        Task.objects.filter(pk=self.task.pk).update(agreed_minutes=120, status="in_progress")
        by, at = self.by(self.specialist, minutes), self.desk.at(minutes)
        return report_overrun(task=self.task, minutes=60, cause="client", explanation="More", by=by, at=at)

    def clock(self) -> Clock:
        return Clock.objects.filter(ticket=self.task.ticket, kind="approval").latest("id")


@pytest.fixture
def work(desk: Desk, policy: SlaPolicy) -> Work:
    promise(policy, desk)
    ticket = desk.asked()
    assert ticket.assignee is not None
    specialist = an_employee("specialist", department=ticket.department)
    task = a_task(ticket, assignee=specialist, manager=ticket.assignee)
    return Work(desk, task, specialist, ticket.assignee)


@pytest.fixture(autouse=True)
def nothing_is_broken(db: None):
    yield
    assert [*check(), *check_due(), *check_steps()] == []


def test_it_starts_with_the_estimate_and_is_part_of_what_the_ticket_owes(work: Work, desk: Desk) -> None:
    estimate = work.estimated()
    clock = work.clock()
    assert (clock.state, clock.estimate, clock.started_at, clock.target_minutes) == (
        "running",
        estimate,
        desk.at(10),
        240,
    )
    assert (clock.due_at, clock.next_at) == (desk.at(250), desk.at(190))
    assert (work.ticket.next_due_at, work.ticket.next_due_kind) == (desk.at(250), "approval")


def test_mentor_and_manager_are_one_promise_that_small_work_meets_without_the_client(work: Work, desk: Desk) -> None:
    work.specialist.mentor = mentor = an_employee("specialist", department=work.ticket.department)
    work.specialist.save()
    estimate = work.confirmed(work.estimated(likely=30), 40, mentor)
    assert work.clock().state == "running"
    work.confirmed(estimate, 70)
    assert (work.clock().state, work.clock().finished_at) == ("met", desk.at(70))
    assert work.clock().answerer == work.manager


def test_over_the_threshold_it_runs_until_the_client_is_asked_and_their_answer_meets_it(work: Work, desk: Desk) -> None:
    estimate = work.confirmed(work.estimated(), 60)
    assert work.clock().state == "running"
    approval = work.asked(estimate, 100)
    assert (work.clock().state, work.clock().due_at) == ("paused", None)
    client = replace(contact_viewer(desk.contact), at=desk.at(5_000))
    approve(approval=approval, by=client, at=desk.at(5_000))
    assert (work.clock().state, work.clock().breached_at) == ("met", None)
    assert list(work.clock().pauses.values_list("starts_at", "ends_at")) == [(desk.at(100), desk.at(5_000))]


def test_a_question_taken_back_runs_on_with_what_has_run(work: Work, desk: Desk) -> None:
    approval = work.asked(work.confirmed(work.estimated(), 60), 100)
    withdraw_approval(approval=approval, by=work.by(work.manager, 1_000), at=desk.at(1_000))
    clock = work.clock()
    assert (clock.state, clock.due_at) == ("running", desk.at(1_000 + 240 - 90))


def test_declined_returned_and_superseded(work: Work, desk: Desk) -> None:
    approval = work.asked(work.confirmed(work.estimated(), 20), 30)
    client = replace(contact_viewer(desk.contact), at=desk.at(40))
    decline(approval=approval, by=client, at=desk.at(40), comment="Too much")
    assert work.clock().state == "met"
    second = work.estimated(50)
    third = work.estimated(60)
    clocks = Clock.objects.filter(kind="approval").order_by("id")
    assert [(row.state, row.end_reason) for row in clocks][1:] == [("cancelled", "dropped"), ("running", "")]
    assert clocks[1].estimate == second
    return_estimate(estimate=third, reason="More detail", by=work.by(work.manager, 70), at=desk.at(70))
    assert work.clock().state == "met"


def test_a_newer_estimate_takes_the_place_of_one_that_is_with_the_client(work: Work, desk: Desk) -> None:
    work.asked(work.confirmed(work.estimated(), 20), 30)
    work.estimated(60)
    states = Clock.objects.filter(kind="approval").order_by("id").values_list("state", "started_at")
    assert list(states) == [("cancelled", desk.at(10)), ("running", desk.at(60))]


@pytest.mark.parametrize(("cause", "state"), [("internal", "met"), ("client", "running")])
def test_an_overrun_counts_until_it_is_ours_or_asked(work: Work, desk: Desk, cause: str, state: str) -> None:
    overrun = work.reported(20)
    assert (work.clock().state, work.clock().overrun) == ("running", overrun)
    decide_overrun(overrun=overrun, cause=cause, by=work.by(work.manager, 30), at=desk.at(30))
    assert work.clock().state == state


@pytest.mark.parametrize("is_asked", [False, True])
def test_cancelling_the_task_ends_it_with_a_reason(work: Work, desk: Desk, is_asked: bool) -> None:
    estimate = work.estimated()
    if is_asked:
        work.asked(work.confirmed(estimate, 20), 30)
    move_task(task=work.task, event=TaskEvent.CANCEL, by=work.by(work.manager, 50), at=desk.at(50))
    assert (work.clock().state, work.clock().end_reason) == ("cancelled", "dropped")
    assert work.ticket.next_due_kind != "approval"


def test_an_overrun_of_a_cancelled_task_counts_no_longer(work: Work, desk: Desk) -> None:
    work.reported(20)
    move_task(task=work.task, event=TaskEvent.CANCEL, by=work.by(work.manager, 50), at=desk.at(50))
    assert (work.clock().state, work.clock().end_reason) == ("cancelled", "dropped")


def test_confirming_a_task_leaves_nobody_waiting_for_its_estimate(work: Work, desk: Desk) -> None:
    work.estimated(likely=30)
    Task.objects.filter(pk=work.task.pk).update(status="handed_over")
    move_task(task=work.task, event=TaskEvent.CONFIRM, by=work.by(work.manager, 50), at=desk.at(50))
    assert (work.clock().state, work.clock().end_reason) == ("cancelled", "dropped")


def test_a_question_taken_back_after_the_task_was_confirmed_waits_for_nobody(work: Work, desk: Desk) -> None:
    approval = work.asked(work.confirmed(work.estimated(), 20), 30)
    Task.objects.filter(pk=work.task.pk).update(status="handed_over")
    move_task(task=work.task, event=TaskEvent.CONFIRM, by=work.by(work.manager, 50), at=desk.at(50))
    assert work.clock().state == "paused"
    withdraw_approval(approval=approval, by=work.by(work.manager, 60), at=desk.at(60))
    assert (work.clock().state, work.clock().end_reason) == ("cancelled", "dropped")


def test_it_goes_up_the_same_ladder_once(work: Work, desk: Desk) -> None:
    work.estimated()
    with CaptureQueriesContext(connection) as made:
        sweep(at=desk.at(200))
    assert sum("WITH due AS" in query["sql"] for query in made) == 1
    sweep(at=desk.at(260))
    sweep(at=desk.at(260))
    assert list(work.clock().steps.values_list("step", flat=True))[:3] == ["warn", "breach", "manager"]
    assert work.clock().breached_at == desk.at(250)
    assert work.ticket.is_breached
    assert Notice.objects.filter(kind="clock.breach", user=work.manager.user).count() == 1


def test_late_confirmation_without_a_sweep_breaks_it_all_the_same(work: Work, desk: Desk) -> None:
    estimate = work.estimated(likely=30)
    work.confirmed(estimate, 400)
    assert (work.clock().state, work.clock().breached_at) == ("met", desk.at(250))


def test_a_silent_client_is_told_by_the_reminder_alone(work: Work, desk: Desk) -> None:
    work.asked(work.confirmed(work.estimated(), 20), 30)
    later = desk.at(30) + timedelta(days=6)
    assert sweep(at=later) == 0
    assert tell_unanswered(at=later) == 1


def test_without_a_target_nothing_is_counted_and_one_that_comes_later_counts_from_then(
    work: Work, desk: Desk, policy: SlaPolicy
) -> None:
    promise(policy, desk, at=5, approval=None)
    estimate = work.estimated()
    assert not Clock.objects.filter(kind="approval").exists()
    promise(policy, desk, at=20)
    assert (work.clock().estimate, work.clock().started_at, work.clock().due_at) == (
        estimate,
        desk.at(20),
        desk.at(260),
    )
    promise(policy, desk, at=30, approval=None)
    assert (work.clock().state, work.clock().end_reason) == ("cancelled", "not_counted")
    promise(policy, desk, at=40, approval=60)
    assert (work.clock().state, work.clock().due_at) == ("running", desk.at(100))
    assert Clock.objects.filter(kind="approval").count() == 2


def test_a_higher_priority_counts_anew_from_its_start(work: Work, desk: Desk, policy: SlaPolicy) -> None:
    targets = {**dict.fromkeys((1, 2, 3), COUNTED), 4: {**COUNTED, "approval": 60}}
    update_policy(policy=policy, by=Viewer.system(desk.at(1)), at=desk.at(1), targets=targets)
    work.estimated()
    set_priority(ticket=work.ticket, priority=Priority.URGENT, by=work.by(work.manager, 20), at=desk.at(20))
    assert (work.clock().target_minutes, work.clock().due_at) == (60, desk.at(70))


def test_merging_takes_running_and_paused_ones_along(work: Work, desk: Desk) -> None:
    other = a_task(work.ticket, assignee=work.specialist, manager=work.manager)
    work.asked(work.confirmed(work.estimated(), 20), 30)
    by = work.by(work.specialist, 40)
    estimate_task(task=other, figures=Figures(120), by=by, at=desk.at(40))
    target = desk.asked(45)
    merge_tickets(ticket=work.ticket, into=target, by=work.by(work.manager, 50), at=desk.at(50))
    rows = Clock.objects.filter(kind="approval").order_by("id").values_list("ticket_id", "state", "started_at")
    assert list(rows) == [(target.pk, "paused", desk.at(10)), (target.pk, "running", desk.at(40))]


def test_page_and_api_say_whose_approval_it_is(work: Work, desk: Desk, visit) -> None:
    estimate = work.estimated()
    page = visit(work.manager).get(f"/tickets/{work.ticket.number}/clocks/").content.decode()
    assert f"Estimate of “{work.task.title}”" in page
    rows = api_of(work.manager).get(f"/api/v1/tickets/{work.ticket.number}/clocks/").json()["results"]
    assert [(row["estimate"], row["overrun"]) for row in rows if row["kind"] == "approval"] == [(estimate.pk, None)]
    work.confirmed(estimate, 20)
    work.reported(30)
    page = visit(work.manager).get(f"/tickets/{work.ticket.number}/clocks/").content.decode()
    assert f"Overrun of “{work.task.title}”" in page


def test_a_line_has_one_clock_that_counts(work: Work, desk: Desk) -> None:
    work.estimated()
    twin = work.clock()
    twin.pk = None
    with pytest.raises(IntegrityError, match="estimate_has_one_clock"), transaction.atomic():
        twin.save(force_insert=True)


def test_a_clock_that_is_not_where_its_line_is_is_named(work: Work) -> None:
    estimate = work.estimated()
    clock = work.clock()
    for state in ("client", "approved"):
        Estimate.objects.filter(pk=estimate.pk).update(state=state, approval=an_approval(work.ticket))
        assert [(row.object, row.detail) for row in check()] == [
            (f"clock {clock.pk}", f"of an approval is running while its line is {state}")
        ]
    Estimate.objects.filter(pk=estimate.pk).update(state="manager")
