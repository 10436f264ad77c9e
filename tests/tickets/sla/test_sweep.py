"""S3: warning, breach and ladder, each once, dated when they were due, told in working hours to the right people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_desk.shared.models import AuditEntry, Notice
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_calendar, a_cover_span, a_lead, a_policy, a_project, an_absence, an_employee
from tests.factories.people import give_roles
from tests.tickets.sla.conftest import Desk
from tickets.actions.catalogue.sla_policies import update_policy
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.sla import sweep as sweeping
from tickets.actions.sla.sweep import sweep, sweep_chunk
from tickets.models import Clock, ClockStep, Ticket

pytestmark = pytest.mark.django_db
STEPS = ["warn", "breach", "manager", "operator", "head", "director"]


@pytest.fixture
def people(project):
    """The owner's colleagues of the ladder, by role."""
    department = project.department
    found = {role: an_employee(role, department=department) for role in ("operator", "head", "director")}
    return {"manager": project.owner, **found}


def taken(ticket: Ticket, kind: str = "first_response") -> list[tuple]:
    steps = ClockStep.objects.filter(clock__ticket=ticket, clock__kind=kind).order_by("id")
    return list(steps.values_list("position", "step", "at"))


def told() -> list[tuple]:
    return sorted(Notice.objects.values_list("kind", "user__employee__name"))


def test_nothing_is_due_before_its_time(desk: Desk) -> None:
    ticket = desk.asked()
    assert sweep(at=desk.at(45) - timedelta(microseconds=1)) == 0
    assert taken(ticket) == []


def test_each_step_is_taken_at_its_time_and_once(desk: Desk, people) -> None:
    ticket = desk.asked()
    assert sweep(at=desk.at(45)) == 1
    assert taken(ticket) == [(0, "warn", desk.at(45))]
    assert sweep(at=desk.at(59)) == 0
    assert sweep(at=desk.at(61)) == 1
    assert taken(ticket)[1:] == [(1, "breach", desk.at(60)), (2, "manager", desk.at(60)), (3, "operator", desk.at(60))]
    assert sweep(at=desk.at(61)) == 0
    clock = desk.clock(ticket, "first_response")
    assert (clock.breached_at, clock.due_at, clock.next_at, clock.steps_done) == (
        desk.at(60), desk.at(60), desk.at(120), 4,
    )  # fmt: skip
    ticket.refresh_from_db()
    assert (ticket.is_breached, ticket.next_due_at, ticket.next_due_kind) == (True, desk.at(60), "first_response")


def test_the_ladder_tells_each_in_turn(desk: Desk, people) -> None:
    desk.asked()
    for minutes in (45, 60, 120, 300):
        sweep(at=desk.at(minutes))
    names = {role: person.name for role, person in people.items()}
    assert told() == sorted(
        [
            ("clock.warn", names["manager"]),
            ("clock.breach", names["manager"]),
            ("clock.escalate", names["operator"]),
            ("clock.escalate", names["head"]),
            ("clock.escalate", names["director"]),
        ]
    )


def test_the_trail_of_the_ticket_says_it(desk: Desk) -> None:
    ticket = desk.asked()
    sweep(at=desk.at(61))
    trail = AuditEntry.objects.filter(scope=ticket.scope, action__startswith="clock.").order_by("id")
    assert [(one.action, one.after["steps"]) for one in trail] == [
        ("clock.breach", ["warn", "breach", "manager", "operator"])
    ]
    assert {one.department_id for one in trail} == {ticket.department_id}
    assert all(one.digest for one in trail)


def test_what_fell_due_in_three_silent_hours_is_caught_up_in_order(desk: Desk, people) -> None:
    early, late = desk.asked(0), desk.asked(30)
    assert sweep(at=desk.at(190)) == 2
    assert [step for _position, step, _at in taken(early)] == STEPS[:5]
    order = ClockStep.objects.order_by("id").values_list("at", flat=True)
    assert list(order) == sorted(order)
    assert desk.clock(late, "first_response").breached_at == desk.at(90)
    # Two tickets, one notice; the warning that came with the breach is not worth a word.
    assert told() == sorted(
        [("clock.breach", people["manager"].name), ("clock.escalate", people["operator"].name),
         ("clock.escalate", people["head"].name)]
    )  # fmt: skip
    facts = Notice.objects.get(kind="clock.breach").facts
    assert (facts["count"], [one["number"] for one in facts["tickets"]]) == (2, [early.number, late.number])


def test_a_clock_set_back_an_hour_takes_nothing_twice(desk: Desk) -> None:
    ticket = desk.asked()
    sweep(at=desk.at(61))
    before = taken(ticket), told()
    assert sweep(at=desk.at(1)) == 0
    assert sweep(at=desk.at(61)) == 0
    assert (taken(ticket), told()) == before


def test_an_answered_or_paused_clock_is_never_due(desk: Desk) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(20))
    assert sweep(at=desk.at(100_000)) == 0


def test_a_promise_that_is_not_kept_is_escalated_too(desk: Desk, people) -> None:
    ticket = desk.asked()
    options = ReplyOptions(then=None, promised_until=desk.at(100))
    reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(20), options=options)
    sweep(at=desk.at(101))
    assert [step for _position, step, _at in taken(ticket, "promise")] == STEPS[:4]


def test_met_late_it_stays_broken_and_says_who_answered_then(desk: Desk, people) -> None:
    ticket = desk.asked()
    sweep(at=desk.at(61))
    from tests.factories import viewer

    reply(ticket=ticket, body="Sorry", by=viewer(people["operator"]), at=desk.at(70), options=ReplyOptions(then=None))
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.breached_at, clock.answerer) == ("met", desk.at(60), people["manager"])
    ticket.refresh_from_db()
    assert not ticket.is_breached


def test_the_cover_of_the_moment_answers_for_the_breach(desk: Desk, project, people) -> None:
    cover = an_employee("manager", department=project.department)
    a_cover_span(project, cover, ends_at=desk.at(60.5))
    ticket = desk.asked()
    sweep(at=desk.at(90))
    assert desk.clock(ticket, "first_response").answerer == cover
    assert ("clock.breach", cover.name) in told()


def test_the_projects_cover_does_not_answer_for_what_is_somebody_elses(desk: Desk, project, people) -> None:
    ticket = desk.asked()
    assignee = an_employee("manager", department=project.department)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=assignee)
    a_cover_span(project, an_employee("manager"))
    sweep(at=desk.at(61))
    assert desk.clock(ticket, "first_response").answerer == assignee


def test_a_role_without_anybody_goes_to_the_next_and_says_so(desk: Desk, project) -> None:
    director = an_employee("director")
    ticket = desk.asked()
    sweep(at=desk.at(61))
    assert told() == sorted([("clock.breach", project.owner.name), ("clock.escalate", director.name)])
    assert Notice.objects.get(user=director.user).facts["missing"] == ["head", "operator"]
    sweep(at=desk.at(400))
    assert len(taken(ticket)) == 6
    assert Notice.objects.filter(user=director.user).count() == 1


def test_a_lead_without_a_manager_goes_to_the_operator(desk: Desk, people, project, policy) -> None:
    lead = a_lead(department=project.department, sla_policy=policy, calendar=policy.calendar)
    clock = Clock.objects.create(
        ticket=lead, kind="first_response", policy=policy, policy_number=1, calendar=policy.calendar, calendar_number=1,
        target_minutes=60, started_at=NOW, due_at=desk.at(60), next_at=desk.at(60), plan=[desk.at(60), desk.at(60)],
        plan_steps=["breach", "manager"],
    )  # fmt: skip
    sweep(at=desk.at(60))
    clock.refresh_from_db()
    assert clock.answerer is None
    assert told() == [("clock.breach", people["operator"].name)]


def test_an_operator_who_is_away_is_told_only_when_none_is_there(desk: Desk, people, project) -> None:
    other = an_employee("operator", department=project.department)
    an_absence(people["operator"])
    desk.asked()
    sweep(at=desk.at(61))
    assert ("clock.escalate", other.name) in told()
    assert ("clock.escalate", people["operator"].name) not in told()


@pytest.mark.parametrize("role", ["operator", "head"])
def test_who_covers_since_the_breach_is_told_of_their_own_step(desk: Desk, people, project, policy, role) -> None:
    ladder = (("manager", 0), ("operator", 30), ("head", 60))
    update_policy(policy=policy, by=Viewer.system(NOW), at=NOW, steps=ladder)
    ticket = desk.asked()
    sweep(at=desk.at(60))
    a_cover_span(project, people[role], starts_at=desk.at(70))
    for minutes in (90, 120):
        sweep(at=desk.at(minutes))
    assert desk.clock(ticket, "first_response").answerer == people["manager"]
    assert told() == sorted(
        [("clock.breach", people["manager"].name), ("clock.escalate", people["operator"].name),
         ("clock.escalate", people["head"].name)]
    )  # fmt: skip


def test_an_operator_who_comes_after_the_operators_step_is_told_of_what_is_theirs(desk: Desk, people, project) -> None:
    """The first operator was told of the operator's step; who is there now and directs as well was not."""
    desk.asked()
    sweep(at=desk.at(60))
    director = people["director"]
    an_absence(people["operator"], starts_at=desk.at(61))
    give_roles(director, ["operator"], since=director.hired_on)
    sweep(at=desk.at(300))
    assert ("clock.escalate", director.name) in told()


def test_somebody_with_two_roles_is_told_once(desk: Desk, project) -> None:
    give_roles(project.owner, ["operator", "director"], since=project.owner.hired_on)
    project.department.head = project.owner
    project.department.save()
    ticket = desk.asked()
    for minutes in (60, 120, 300):
        sweep(at=desk.at(minutes))
    assert [step for _position, step, _at in taken(ticket)] == STEPS
    assert told() == [("clock.breach", project.owner.name)]


@pytest.mark.parametrize("any_time", [False, True])
def test_people_are_told_in_their_departments_working_hours(any_time: bool) -> None:
    office = a_calendar()
    policy = a_policy(calendar=a_calendar(is_around_the_clock=True), is_default=True, notifies_any_time=any_time)
    project = a_project()
    project.department.calendar = office
    project.department.save()
    desk = Desk(project)
    assert policy.is_default
    # The breach is at 18:30 in Moscow; work begins again at 9:00.
    desk.asked(330)
    sweep(at=desk.at(391))
    notice = Notice.objects.get(kind="clock.breach")
    assert notice.deliver_at == (desk.at(391) if any_time else desk.at(21 * 60))


def test_a_sweep_works_in_chunks_and_asks_no_more_for_more_tickets(desk: Desk, people, monkeypatch) -> None:
    for minute in range(3):
        desk.asked(minute)
    counts = []
    for _chunk in range(3):
        with CaptureQueriesContext(connection) as asked:
            assert sweep_chunk(at=desk.at(63), limit=1) == 1
        counts.append(len(asked))
    desk.asked(100)
    desk.asked(101)
    desk.asked(102)
    with CaptureQueriesContext(connection) as asked:
        assert sweep_chunk(at=desk.at(170), limit=1_000) == 6
    assert [*counts[1:], len(asked)] == [counts[1]] * 3
    monkeypatch.setattr(sweeping, "CHUNK", 2)
    assert sweep(at=desk.at(10_000), limit=5) == 5
    assert sweep(at=desk.at(10_000)) > 5
    assert not Clock.objects.filter(next_at__lte=desk.at(10_000)).exists()


def test_nothing_due_is_one_statement(desk: Desk) -> None:
    desk.asked()
    with CaptureQueriesContext(connection) as asked:
        sweep(at=desk.at(1))
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) == 1
