"""S2: a change of priority, policy, calendar or client counts anew from the start, and nothing broken is mended."""

import pytest

from support_desk.shared.actions.jobs import run_step
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from tests.factories import a_calendar, a_contract, a_policy, a_project, an_employee, viewer
from tests.factories.sla import NORMAL
from tests.tickets.sla.conftest import Desk
from tickets.actions.catalogue.sla_policies import update_policy
from tickets.actions.handling import set_priority
from tickets.actions.replying import reply
from tickets.actions.sla import recompute
from tickets.actions.sla.recompute import recompute_later, recount_stale
from tickets.actions.sla.sweep import sweep
from tickets.models import Clock, ClockStep, Priority, SlaPolicy, Ticket

pytestmark = pytest.mark.django_db
FAST = {"first_response": 30, "next_response": 40, "resolution": 240, "unanswered": 15}


def quicker(policy: SlaPolicy, desk: Desk, minutes: float, by: Viewer | None = None) -> None:
    """Every target of the policy becomes shorter."""
    targets = dict.fromkeys((1, 2, 3, 4), FAST)
    update_policy(policy=policy, by=by or Viewer.system(desk.at(minutes)), at=desk.at(minutes), targets=targets)


def test_a_higher_priority_counts_from_the_start(desk: Desk, policy: SlaPolicy) -> None:
    targets = {**dict.fromkeys((1, 2, 3), NORMAL), 4: FAST}
    update_policy(policy=policy, by=Viewer.system(desk.at(0)), at=desk.at(0), targets=targets)
    ticket = desk.asked()
    set_priority(ticket=ticket, priority=Priority.URGENT, by=desk.owner, at=desk.at(10))
    first = desk.clock(ticket, "first_response")
    assert (first.started_at, first.target_minutes, first.due_at) == (desk.at(0), 30, desk.at(30))
    ticket.refresh_from_db()
    assert (ticket.next_due_at, ticket.operator_at) == (desk.at(30), desk.at(15))


def test_pauses_are_kept(desk: Desk, policy: SlaPolicy) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="What?", by=desk.owner, at=desk.at(20))
    desk.asked(50, ticket)
    quicker(policy, desk, 60)
    assert desk.clock(ticket, "resolution").due_at == desk.at(270)
    assert desk.clock(ticket, "next_response").due_at == desk.at(90)


def test_a_paused_clock_runs_on_by_the_new_version(desk: Desk, policy: SlaPolicy) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="What?", by=desk.owner, at=desk.at(20))
    quicker(policy, desk, 30)
    assert desk.clock(ticket, "resolution").due_at is None
    desk.asked(50, ticket)
    assert desk.clock(ticket, "resolution").due_at == desk.at(270)


def test_what_is_broken_stays_broken(desk: Desk, policy: SlaPolicy) -> None:
    ticket = desk.asked()
    sweep(at=desk.at(61))
    before = Clock.objects.filter(kind="first_response").values().get()
    slower = {kind: 10 * minutes for kind, minutes in NORMAL.items()}
    update_policy(
        policy=policy, by=Viewer.system(desk.at(62)), at=desk.at(62), targets=dict.fromkeys((1, 2, 3, 4), slower)
    )
    assert Clock.objects.filter(kind="first_response").values().get() == before
    ticket.refresh_from_db()
    assert ticket.is_breached


def test_a_warning_is_not_given_twice(desk: Desk, policy: SlaPolicy) -> None:
    desk.asked()
    sweep(at=desk.at(46))
    slower = {kind: 2 * minutes for kind, minutes in NORMAL.items()}
    update_policy(
        policy=policy, by=Viewer.system(desk.at(47)), at=desk.at(47), targets=dict.fromkeys((1, 2, 3, 4), slower)
    )
    assert sweep(at=desk.at(119)) == 0
    sweep(at=desk.at(120))
    assert list(ClockStep.objects.order_by("position").values_list("step", "at"))[:2] == [
        ("warn", desk.at(45)),
        ("breach", desk.at(120)),
    ]


def test_the_clients_own_threshold_moves_when_the_operator_sees_it(desk: Desk) -> None:
    ticket = desk.asked()
    desk.project.client.unanswered_minutes = 5
    desk.project.client.save()
    recompute_later(client_id=desk.project.client_id, by=Viewer.system(desk.at(1)), at=desk.at(1))
    ticket.refresh_from_db()
    assert ticket.operator_at == desk.at(5)


def test_without_a_policy_any_more_only_words_count(desk: Desk, policy: SlaPolicy) -> None:
    ticket = desk.asked()
    SlaPolicy.objects.update(is_default=False)
    recompute_later(by=Viewer.system(desk.at(5)), at=desk.at(5))
    assert set(Clock.objects.values_list("state", "end_reason")) == {("cancelled", "no_policy")}
    ticket.refresh_from_db()
    assert (ticket.next_due_at, ticket.operator_at, ticket.sla_policy) == (None, desk.at(0), None)
    SlaPolicy.objects.update(is_default=True)
    recompute_later(by=Viewer.system(desk.at(9)), at=desk.at(9))
    running = Clock.objects.filter(state="running").order_by("id").values_list("kind", "started_at")
    assert list(running) == [("next_response", desk.at(0)), ("resolution", desk.at(9))]


def test_a_first_policy_counts_for_who_waits_already() -> None:
    desk = Desk(a_project())
    ticket = desk.asked()
    a_policy(calendar=a_calendar(is_around_the_clock=True), is_default=True)
    recompute_later(by=Viewer.system(desk.at(5)), at=desk.at(5))
    first = desk.clock(ticket, "first_response")
    assert (first.started_at, first.message) == (desk.at(0), desk.last_message(ticket))


def test_a_person_starts_a_job_that_goes_on_where_it_stopped(desk: Desk, policy: SlaPolicy, monkeypatch) -> None:
    head = viewer(an_employee("head", department=desk.project.department))
    for minute in range(5):
        desk.asked(minute)
    monkeypatch.setattr(recompute, "BATCH", 2)
    quicker(policy, desk, 10, by=head)
    job = Job.objects.get(kind="sla.recompute")
    assert job.total == 5
    assert set(Clock.objects.filter(kind="first_response").values_list("target_minutes", flat=True)) == {60}
    more = [run_step(job_id=job.pk, at=desk.at(11)) for _step in range(3)]
    job.refresh_from_db()
    assert (more, job.state, job.done) == ([True, True, False], "done", 5)
    assert set(Clock.objects.filter(kind="first_response").values_list("target_minutes", flat=True)) == {30}
    assert not recompute_later(policy_id=policy.pk, by=head, at=desk.at(12))
    assert Job.objects.filter(kind="sla.recompute").count() == 2


def test_what_began_by_a_version_that_was_just_replaced_is_found(desk: Desk, policy: SlaPolicy) -> None:
    ticket = desk.asked()
    quicker(policy, desk, 1)
    Clock.objects.filter(ticket=ticket).update(policy_number=1, target_minutes=60)
    assert recount_stale(at=desk.at(2)) == 1
    assert desk.clock(ticket, "first_response").target_minutes == 30
    assert recount_stale(at=desk.at(2)) == 0


def test_a_contract_decides_for_its_project_alone(desk: Desk) -> None:
    strict = a_policy(calendar=a_calendar(is_around_the_clock=True), first_response=10)
    mine, other = desk.asked(), Desk(a_project()).asked()
    a_contract(desk.project, sla_policy=strict)
    recompute_later(project_ids=[desk.project.pk], by=Viewer.system(desk.at(1)), at=desk.at(1))
    assert desk.clock(mine, "first_response").policy == strict
    assert desk.clock(other, "first_response").policy != strict
    assert Ticket.objects.get(pk=mine.pk).sla_policy == strict
