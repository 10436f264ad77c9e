"""S2, S3: a promise that was late before a sweep came by is late, whatever ends, pauses or changes it meanwhile."""

import pytest

from support_desk.invariants.clocks import check_due, check_steps
from support_desk.shared.models import AuditEntry, Notice
from support_desk.shared.viewer import Viewer
from tests.factories import a_cover_span, an_employee, viewer
from tests.factories.sla import NORMAL
from tests.tickets.sla.conftest import Desk
from tickets.actions.catalogue.sla_policies import update_policy
from tickets.actions.handling import set_priority
from tickets.actions.moving import move_ticket
from tickets.actions.needing_answer import no_answer_needed
from tickets.actions.notes import log_call
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.sla.recompute import recompute_later
from tickets.actions.sla.sweep import sweep
from tickets.actions.taking_back import take_back_reply
from tickets.domain.statuses import Event
from tickets.models import Clock, ClockStep, Priority, SlaPolicy, Ticket
from workload.models import RoleAssignment

pytestmark = pytest.mark.django_db


def taken(clock: Clock) -> list[tuple]:
    return list(ClockStep.objects.filter(clock=clock).order_by("position").values_list("step", "at"))


def is_broken(ticket: Ticket) -> bool:
    assert [*check_steps(), *check_due()] == []
    ticket.refresh_from_db()
    return ticket.is_breached


def test_an_answer_after_the_due_time_is_late_without_a_sweep(desk: Desk) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="Sorry", by=desk.owner, at=desk.at(90))
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.finished_at, clock.breached_at, clock.steps_done) == (
        "met", desk.at(90), desk.at(60), 4,
    )  # fmt: skip
    assert taken(clock) == [
        ("warn", desk.at(45)), ("breach", desk.at(60)), ("manager", desk.at(60)), ("operator", desk.at(60)),
    ]  # fmt: skip
    trail = AuditEntry.objects.get(scope=ticket.scope, action="clock.breach")
    assert (trail.at, trail.actor_name, trail.department_id) == (desk.at(90), "system", ticket.department_id)
    assert sweep(at=desk.at(91)) == 0
    assert not is_broken(ticket)


def test_an_answer_at_the_due_time_is_in_time(desk: Desk) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(60))
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.breached_at, taken(clock)) == ("met", None, [])


def test_who_answered_when_it_broke_is_named_not_who_helped_later(desk: Desk, project) -> None:
    cover = an_employee("manager", department=project.department)
    a_cover_span(project, cover, ends_at=desk.at(60.5))
    operator = viewer(an_employee("operator", department=project.department))
    ticket = desk.asked()
    reply(ticket=ticket, body="Sorry", by=operator, at=desk.at(90))
    assert desk.clock(ticket, "first_response").answerer == cover


@pytest.mark.parametrize("reason", ["closed", "no_answer_needed"])
def test_ending_it_late_in_another_way_does_not_mend_it(desk: Desk, reason: str) -> None:
    ticket = desk.asked()
    if reason == "closed":
        move_ticket(ticket=ticket, event=Event.CLOSE, by=desk.owner, at=desk.at(70))
    else:
        no_answer_needed(ticket=ticket, by=desk.owner, at=desk.at(70))
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.end_reason, clock.breached_at) == ("cancelled", reason, desk.at(60))
    assert not is_broken(ticket)


def test_asking_the_client_late_pauses_what_is_broken(desk: Desk) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="What?", by=desk.owner, at=desk.at(970))
    resolution = desk.clock(ticket, "resolution")
    assert (resolution.state, resolution.breached_at) == ("paused", desk.at(960))
    assert is_broken(ticket)
    desk.asked(1_000, ticket)
    assert sweep(at=desk.at(1_000)) == 1
    # The ladder is taken by the sweep, so that somebody is told.
    assert [step for step, _at in taken(resolution)] == ["warn", "breach", "manager", "operator"]
    assert is_broken(ticket)


def slow_when_low(policy: SlaPolicy, desk: Desk) -> None:
    slow = {kind: 10 * minutes for kind, minutes in NORMAL.items()}
    targets = {int(Priority.LOW): slow, **{one: NORMAL for one in Priority.values if one != Priority.LOW}}
    update_policy(policy=policy, by=Viewer.system(desk.at(0)), at=desk.at(0), targets=targets)


@pytest.mark.parametrize(("minutes", "due"), [(59, 600), (60, 60), (70, 60)])
def test_a_lower_priority_comes_too_late_for_what_is_overdue(
    desk: Desk, policy: SlaPolicy, minutes: int, due: int
) -> None:
    slow_when_low(policy, desk)
    ticket = desk.asked()
    set_priority(ticket=ticket, priority=Priority.LOW, by=desk.owner, at=desk.at(minutes))
    clock = desk.clock(ticket, "first_response")
    assert clock.due_at == desk.at(due)
    sweep(at=desk.at(71))
    clock.refresh_from_db()
    assert clock.breached_at == (desk.at(60) if due == 60 else None)
    assert is_broken(ticket) is (due == 60)


def test_losing_the_policy_does_not_mend_it(desk: Desk) -> None:
    ticket = desk.asked()
    SlaPolicy.objects.update(is_default=False)
    recompute_later(by=Viewer.system(desk.at(70)), at=desk.at(70))
    clock = desk.clock(ticket, "first_response")
    assert (clock.end_reason, clock.breached_at, clock.answerer_id) == (
        "no_policy", desk.at(60), desk.owner.employee_id,
    )  # fmt: skip
    assert not is_broken(ticket)


def test_a_talk_before_the_due_time_that_is_entered_later_was_in_time(desk: Desk) -> None:
    ticket = desk.asked()
    desk.asked(65, ticket)
    log_call(ticket=ticket, body="Talked at ten past", by=desk.owner, at=desk.at(10), is_outgoing=True)
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.breached_at, clock.answerer_id) == ("met", None, desk.owner.employee_id)
    assert not is_broken(ticket)


@pytest.mark.parametrize("then", [None, Event.ASK_CLIENT])
def test_taking_a_late_reply_back_leaves_it_running_and_broken(desk: Desk, then: Event | None) -> None:
    ticket = desk.asked()
    message = reply(ticket=ticket, body="Oh", by=desk.owner, at=desk.at(70), options=ReplyOptions(then))
    take_back_reply(message=message, by=desk.owner, at=desk.at(70.3))
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.due_at, clock.breached_at) == ("running", desk.at(60), desk.at(60))
    assert is_broken(ticket)
    assert [step for step, _at in taken(clock)] == ["warn", "breach", "manager", "operator"]
    assert sweep(at=desk.at(119)) == 0
    assert sweep(at=desk.at(120)) == 1
    assert [step for step, _at in taken(clock)] == ["warn", "breach", "manager", "operator", "head"]
    assert is_broken(ticket)


def test_reopening_what_closing_cancelled_late_breaks_nothing_twice(desk: Desk) -> None:
    ticket = desk.asked()
    move_ticket(ticket=ticket, event=Event.CLOSE, by=desk.owner, at=desk.at(70))
    move_ticket(ticket=ticket, event=Event.REOPEN, by=desk.owner, at=desk.at(75))
    assert is_broken(ticket)
    sweep(at=desk.at(800))
    assert list(Clock.objects.filter(breached_at__isnull=False).values_list("kind", "breached_at")) == [
        ("first_response", desk.at(60))
    ]
    assert [step for step, _at in taken(desk.clock(ticket, "first_response"))][1:] == [
        "breach", "manager", "operator", "head", "director",
    ]  # fmt: skip
    assert is_broken(ticket)


def test_what_was_closed_in_time_and_reopened_too_late_breaks_once_at_its_due_time(desk: Desk) -> None:
    ticket = desk.asked()
    move_ticket(ticket=ticket, event=Event.CLOSE, by=desk.owner, at=desk.at(10))
    move_ticket(ticket=ticket, event=Event.REOPEN, by=desk.owner, at=desk.at(75))
    reply(ticket=ticket, body="Sorry", by=desk.owner, at=desk.at(80))
    assert sweep(at=desk.at(90)) == 0
    assert Clock.objects.filter(ticket=ticket, breached_at=desk.at(60)).count() == 1
    assert not is_broken(ticket)


def heard() -> list[tuple[str, str]]:
    return sorted(Notice.objects.values_list("user__employee__name", "kind"))


@pytest.fixture
def staff(project) -> None:
    project.owner.name = "Mila"
    project.owner.save()
    for name, role in (("Oleg", "operator"), ("Hanna", "head")):
        an_employee(role, name=name, department=project.department)


@pytest.mark.usefixtures("staff")
def test_a_late_answer_tells_whom_a_sweep_would_have_told(desk: Desk) -> None:
    reply(ticket=desk.asked(), body="Sorry", by=desk.owner, at=desk.at(90))
    assert heard() == [("Mila", "clock.breach"), ("Oleg", "clock.escalate")]
    sweep(at=desk.at(500))
    assert len(heard()) == 2


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(("has_operator", "second"), [(True, "Oleg"), (False, "Hanna")])
def test_without_a_ladder_a_late_answer_is_told_to_the_operator_or_the_head(
    desk: Desk, policy: SlaPolicy, has_operator: bool, second: str
) -> None:
    update_policy(policy=policy, by=Viewer.system(desk.at(0)), at=desk.at(0), steps=[])
    if not has_operator:
        RoleAssignment.objects.filter(role="operator").delete()
    ticket = desk.asked()
    reply(ticket=ticket, body="Sorry", by=desk.owner, at=desk.at(90))
    assert heard() == sorted([("Mila", "clock.breach"), (second, "clock.escalate")])
    assert not is_broken(ticket)
    assert sweep(at=desk.at(91)) == 0


@pytest.mark.usefixtures("staff")
def test_a_warned_promise_without_a_ladder_is_told_once_when_a_question_pauses_it_late(
    desk: Desk, policy: SlaPolicy
) -> None:
    update_policy(policy=policy, by=Viewer.system(desk.at(0)), at=desk.at(0), steps=[])
    ticket = desk.asked()
    log_call(ticket=ticket, body="Talked", by=desk.owner, at=desk.at(10), is_outgoing=True)
    sweep(at=desk.at(800))
    reply(ticket=ticket, body="What?", by=desk.owner, at=desk.at(970))
    assert heard() == [("Mila", "clock.breach"), ("Mila", "clock.warn"), ("Oleg", "clock.escalate")]
    desk.asked(1_000, ticket)
    sweep(at=desk.at(1_001))
    assert len(heard()) == 3
