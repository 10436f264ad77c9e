"""Overload alarms: raised, decided one level up where needed, closed with their effect (L8, P4)."""

from datetime import timedelta
from typing import Any

import pytest

from support_desk.shared.errors import Conflict, IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import Heartbeat, Notice
from tests.at_once import run_at_once
from tests.factories import NOW, a_skill, an_absence, an_employee, moscow, viewer
from tests.factories.load import THIS_MONDAY, a_busy_department, a_specialist, an_alarm, an_overload, some_work
from workload.actions.alarm_watch import look_through, watch_loads
from workload.actions.alarms import Alarm, close_alarm, decide_alarm, raise_alarm
from workload.jobs import watch_loads as watch_job
from workload.models import Department, Employee, EmployeeSkill, LoadCheck, OverloadAlarm

pytestmark = pytest.mark.django_db
MORNING = moscow(8)


@pytest.fixture
def department() -> Department:
    return a_busy_department()


@pytest.fixture
def head(department: Department) -> Employee:
    return an_employee("head", department=department)


@pytest.fixture
def manager(department: Department) -> Employee:
    return an_employee("manager", department=department)


def raise_it(department: Department, by: Employee, **over: Any) -> OverloadAlarm:
    facts = {"department": department, "week": THIS_MONDAY, "reason": "Two launches.", "is_sure": True, **over}
    return raise_alarm(alarm=Alarm(**facts), by=viewer(by), at=NOW)


def decide(alarm: OverloadAlarm, by: Employee, decision: str = "bring_in", text: str = "Two from sales.") -> Any:
    return decide_alarm(alarm=alarm, decision=decision, text=text, by=viewer(by), at=NOW)


def told(employee: Employee) -> list[str]:
    return list(Notice.objects.filter(user=employee.user).order_by("pk").values_list("kind", flat=True))


def test_a_manager_raises_the_head_decides_and_the_effect_is_kept(
    department: Department, head: Employee, manager: Employee
) -> None:
    lone = a_specialist(department)
    some_work(lone, 30, 1, manager=manager)
    alarm = raise_it(department, manager)
    assert raise_it(department, manager) == alarm
    assert (alarm.state, alarm.raised_by, told(head)) == ("raised", manager, ["alarm.raised"])
    assert alarm.before["late"] == alarm.shortfall_minutes == 1_800 - alarm.before["demand"] + alarm.before["late"]
    decided = decide(alarm, head)
    assert (decided.state, decided.decided_by, told(manager)) == ("decided", head, ["alarm.decided"])
    assert decide(alarm, head) == decided
    lone.tasks.update(deadline_at=NOW + timedelta(days=20))
    closed = close_alarm(alarm=alarm, by=viewer(head), at=NOW)
    assert (closed.state, closed.after["late"], closed.measured_at) == ("closed", 0, NOW)
    assert close_alarm(alarm=alarm, by=viewer(head), at=NOW + timedelta(days=1)).closed_at == NOW


def test_the_figures_of_a_skill_are_of_its_work(department: Department, head: Employee, manager: Employee) -> None:
    skill, other = a_skill(), a_skill()
    both = a_specialist(department, skill)
    EmployeeSkill.objects.create(employee=both, skill=other, level=3)
    some_work(both, 30, 0, skill)
    some_work(both, 20, 1, other)
    alarm = raise_it(department, manager, skill=other, is_sure=False)
    assert alarm.before["late"] == alarm.before["shortfall"] == alarm.shortfall_minutes == 720
    decide(alarm, head)
    both.tasks.filter(skill=other).update(deadline_at=NOW + timedelta(days=20))
    assert close_alarm(alarm=alarm, by=viewer(head), at=NOW).after["shortfall"] == 0


def test_an_alarm_without_a_lack_is_raised_by_who_is_sure(department: Department, head: Employee) -> None:
    an_overload(department)
    manager = an_employee("manager", department=department)
    with pytest.raises(Refused) as refusal:
        raise_it(department, manager, is_sure=False)
    assert refusal.value.field == "sure"
    assert raise_it(department, manager).shortfall_minutes == 0


def test_who_raises_and_who_decides(department: Department, head: Employee, manager: Employee) -> None:
    for role in ("specialist", "office_manager", "director"):
        with pytest.raises(NotAllowed):
            raise_it(department, an_employee(role, department=department))
    alarm = raise_it(department, manager)
    for person in (manager, an_employee("manager", department=department)):
        with pytest.raises(NotAllowed):
            decide(alarm, person)
    with pytest.raises(NotAllowed):
        close_alarm(alarm=alarm, by=viewer(an_employee("manager", department=department)), at=NOW)
    assert close_alarm(alarm=alarm, by=viewer(manager), at=NOW).state == "closed"


def a_peer(department: Department, head: Employee) -> Employee:
    """Another one with the head's role there."""
    peer = an_employee("head", department=department)
    Department.objects.filter(pk=department.pk).update(head=head)
    department.refresh_from_db()
    return peer


def test_a_head_s_own_alarm_goes_to_the_director(department: Department, head: Employee) -> None:
    with pytest.raises(Refused, match="Nobody stands above"):
        raise_it(department, head)
    director = an_employee("director")
    alarm = raise_it(department, head)
    assert told(director) == ["alarm.raised"]
    with pytest.raises(NotAllowed, match="own alarm"):
        decide(alarm, head)
    with pytest.raises(NotAllowed, match="director"):
        decide(alarm, a_peer(department, head))
    assert decide(alarm, director).decided_by == director


def test_a_head_s_own_alarm_goes_to_their_manager(department: Department, head: Employee) -> None:
    above = an_employee("specialist")
    Employee.objects.filter(pk=head.pk).update(manager=above)
    department.refresh_from_db()
    alarm = raise_it(department, head)
    assert told(above) == ["alarm.raised"]
    assert decide(alarm, above).decided_by == above


def test_while_the_head_is_absent_who_may_decide_is_told_too(
    department: Department, head: Employee, manager: Employee
) -> None:
    an_absence(head, NOW.date())
    peer, director = a_peer(department, head), an_employee("director")
    raise_it(department, manager)
    assert [told(person) for person in (head, peer, director)] == [["alarm.raised"]] * 3


@pytest.mark.parametrize(
    ("over", "field"),
    [({"reason": " "}, "reason"), ({"week": THIS_MONDAY - timedelta(weeks=1)}, "week"),
     ({"week": THIS_MONDAY + timedelta(days=1)}, "week")],
)  # fmt: skip
def test_bad_input_names_its_field(
    department: Department, head: Employee, manager: Employee, over: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        raise_it(department, manager, **over)
    assert refusal.value.field == field


def test_one_alarm_a_week_waits_for_a_decision(department: Department, head: Employee, manager: Employee) -> None:
    proposed = an_alarm(department)
    assert raise_it(department, manager).pk == proposed.pk
    with pytest.raises(Refused, match="waits for a decision"):
        raise_it(department, an_employee("manager", department=department))


def test_a_decision_says_what_and_how_and_stands(department: Department, head: Employee, manager: Employee) -> None:
    alarm = an_alarm(department, manager)
    for decision, text, field in (("wait", "x", "decision"), ("refuse", " ", "text")):
        with pytest.raises(Refused) as refusal:
            decide(alarm, head, decision, text)
        assert refusal.value.field == field
    decide(alarm, head)
    with pytest.raises(IllegalTransition):
        decide(alarm, head, "refuse")


def test_the_desk_proposes_once_a_morning_what_no_move_helps(department: Department, head: Employee) -> None:
    task, _full, _free = an_overload(department)
    assert watch_loads(at=moscow(7, 59)) == 0
    assert watch_loads(at=MORNING) == 0  # a move helps
    some_work(a_specialist(department, task.skill), 40, 1, task.skill)
    assert watch_loads(at=moscow(12)) == 0  # looked at already
    LoadCheck.objects.all().delete()
    assert watch_loads(at=moscow(12)) == 1
    alarm = OverloadAlarm.objects.get()
    assert (alarm.skill, alarm.week_starts_on, alarm.state) == (task.skill, THIS_MONDAY, "proposed")
    assert told(head) == ["alarm.proposed"]
    LoadCheck.objects.all().delete()
    assert watch_loads(at=moscow(12)) == 0
    assert decide(alarm, head).state == "decided"
    OverloadAlarm.objects.update(week_starts_on=THIS_MONDAY - timedelta(weeks=1))
    assert not propose_again(department)  # decided already
    some_work(a_specialist(department, task.skill), 40, 1, task.skill)
    assert propose_again(department)


def propose_again(department: Department) -> int:
    LoadCheck.objects.all().delete()
    return look_through(department, at=moscow(12))


@pytest.mark.parametrize(("minutes", "number"), [(59, 0), (60, 1)])
def test_a_whole_hour_that_nobody_has_is_an_alarm(
    department: Department, head: Employee, minutes: int, number: int
) -> None:
    skill = a_skill()
    some_work(a_specialist(department, skill), 0, 1, skill, agreed_minutes=2 * 480 + minutes)
    assert look_through(department, at=MORNING) == number


def test_overdue_work_is_of_the_running_week(department: Department, head: Employee) -> None:
    some_work(a_specialist(department), 60, -3)
    assert look_through(department, at=NOW) == 1
    assert OverloadAlarm.objects.get().week_starts_on == THIS_MONDAY


def test_a_decision_is_measured_the_next_morning(department: Department, head: Employee, manager: Employee) -> None:
    given = {"state": "decided", "decision": "refuse", "decided_by": head}
    due = an_alarm(department, manager, decided_at=moscow(23) - timedelta(days=1), **given)
    fresh = an_alarm(department, manager, decided_at=NOW, **given)
    past = an_alarm(
        department, manager, decided_at=NOW - timedelta(days=9),
        week_starts_on=THIS_MONDAY - timedelta(weeks=1), **given,
    )  # fmt: skip
    watch_loads(at=NOW)
    for alarm, is_measured in ((due, True), (fresh, False), (past, False)):
        alarm.refresh_from_db()
        assert (alarm.after is not None) is is_measured
    assert look_through(Department(pk=department.pk, timezone="UTC", is_active=False), at=NOW) == 0


def test_a_department_that_is_closed_has_no_board(department: Department, head: Employee, manager: Employee) -> None:
    alarm = an_alarm(department, manager, state="decided", decision="refuse", decided_by=head, decided_at=NOW)
    Department.objects.filter(pk=department.pk).update(is_active=False)
    with pytest.raises(Refused, match="Choose this week"):
        raise_it(department, manager)
    assert look_through(department, at=NOW) == 0
    assert close_alarm(alarm=alarm, by=viewer(head), at=NOW).after is None


def test_the_job_of_the_morning_tells_its_pulse(department: Department) -> None:
    department.delete()
    assert watch_job() == 0
    assert Heartbeat.objects.filter(name="watch_loads").exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_propose_once(department: Department, head: Employee) -> None:
    some_work(a_specialist(department), 40, 1)
    outcomes = run_at_once(*[lambda: watch_loads(at=NOW)] * 2)
    assert OverloadAlarm.objects.count() == 1
    assert sorted(map(str, outcomes)) == ["0", "1"]
    alarm = OverloadAlarm.objects.get()
    director = an_employee("director")
    decided = run_at_once(lambda: decide(alarm, head), lambda: decide(alarm, director, "refuse"))
    assert sorted(type(one).__name__ for one in decided) == ["IllegalTransition", "OverloadAlarm"]
    assert not any(isinstance(one, Conflict) for one in decided)
