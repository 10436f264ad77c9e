"""S3, I3: sweeps that are killed at every step, race each other and race people take each step exactly once."""

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from support_desk.invariants.clocks import check_due, check_steps
from support_desk.shared import clock
from support_desk.shared.models import AuditEntry, Heartbeat, Notice
from tests.at_once import another_connection, run_at_once
from tests.factories import a_calendar, a_policy, a_project, an_employee
from tests.tickets.mail.desk import ROOT
from tests.tickets.sla.conftest import Desk
from tickets import jobs
from tickets.actions.replying import reply
from tickets.actions.sla import sweep as sweeping
from tickets.actions.sla.sweep import sweep
from tickets.models import Clock, ClockStep

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Environment = Callable[..., dict[str, str]]
SETTINGS = "support_desk.settings"

# Dies by its own hand at the named line of a sweep that works in chunks of two.
KILLED = """
import os, signal, sys
from datetime import datetime
from tickets.actions.sla import sweep as sweeping
def die(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)
point, at = sys.argv[-2:]
tell, chunk = sweeping.notify, sweeping.sweep_chunk
def told(*args, **options):
    tell(*args, **options)
    die()
def committed(**options):
    chunk(**options)
    die()
sweeping.CHUNK = 2
if point == "stepped":
    sweeping.notify = die
elif point == "told":
    sweeping.notify = told
else:
    sweeping.sweep_chunk = committed
sweeping.sweep(at=datetime.fromisoformat(at))
"""


@pytest.fixture
def desk() -> Desk:
    a_policy(calendar=a_calendar(is_around_the_clock=True), is_default=True)
    project = a_project(owner=an_employee("manager"))
    for role in ("operator", "head", "director"):
        an_employee(role, department=project.department)
    return Desk(project)


def outcome() -> tuple[Any, ...]:
    """Everything that sweeps leave behind, told without the keys of rows."""
    steps = ClockStep.objects.order_by("clock__started_at", "clock__kind", "position")
    clocks = Clock.objects.order_by("started_at", "kind").values_list("steps_done", "next_at", "breached_at")
    return (
        list(steps.values_list("clock__started_at", "position", "step", "at")),
        list(clocks),
        AuditEntry.objects.filter(action__startswith="clock.").count(),
        sorted(told()),
        [*check_steps(), *check_due()],
    )


def told() -> list[tuple[str, str, int]]:
    """(who, kind, ticket) of every notice, each ticket once."""
    rows = Notice.objects.values_list("user__name", "kind", "facts")
    return [(name, kind, ticket["number"]) for name, kind, facts in rows for ticket in facts["tickets"]]


@pytest.mark.parametrize("point", ["stepped", "told", "committed"])
def test_a_sweep_killed_at_any_step_comes_to_the_same(desk: Desk, process_environment: Environment, point: str) -> None:
    tickets = [desk.asked(minute) for minute in range(6)]
    at = desk.at(130)
    script = [sys.executable, "-c", f"import django; django.setup()\n{KILLED}", point, at.isoformat()]
    for _attempt in range(2):
        killed = subprocess.run(
            script,
            cwd=ROOT,
            env=process_environment(DJANGO_SETTINGS_MODULE=SETTINGS),
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    left = 6 if point != "committed" else 2
    assert Clock.objects.filter(next_at__lte=at).count() == left
    assert sweep(at=at) == left
    steps, clocks, trail, notices, broken = outcome()
    assert [len(steps), len(clocks), trail, broken] == [6 * 5, 12, 6, []]
    assert len(notices) == len(set(notices)) == 6 * 3
    assert {number for _who, _kind, number in notices} == {ticket.number for ticket in tickets}


def test_sweeps_at_once_share_the_work(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for minute in range(20):
        desk.asked(minute)
    monkeypatch.setattr(sweeping, "CHUNK", 3)
    swept = run_at_once(*[lambda: sweep(at=desk.at(150))] * 3)
    # Who finds the last rows taken by the others ends; nothing is taken twice, and the next run finds nothing.
    assert sum(swept) + sweep(at=desk.at(150)) == 20
    steps, _clocks, trail, notices, broken = outcome()
    assert [len(steps), trail, broken] == [20 * 5, 20, []]
    assert len(notices) == len(set(notices)) == 20 * 3


def test_three_beats_at_once_escalate_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = desk.asked()
    monkeypatch.setattr(clock, "now", lambda: desk.at(61))
    assert sorted(run_at_once(jobs.sweep_clocks, jobs.sweep_clocks, jobs.sweep_clocks)) == [0, 0, 1]
    assert list(ClockStep.objects.filter(clock__ticket=ticket).values_list("position", flat=True)) == [0, 1, 2, 3]
    assert Notice.objects.count() == 2
    pulse = Heartbeat.objects.get(name="sla.sweep")
    assert (pulse.finished_at, pulse.last_error) == (desk.at(61), "")


def test_what_somebody_works_on_is_left_to_the_next_sweep(desk: Desk) -> None:
    held, other = desk.asked(0), desk.asked(1)
    with another_connection() as another:
        another.cursor().execute("SELECT id FROM tickets_ticket WHERE id = %s FOR UPDATE", [held.pk])
        assert sweep(at=desk.at(62)) == 1
        assert desk.clock(other, "first_response").steps_done == 4
        assert desk.clock(held, "first_response").steps_done == 0
    assert sweep(at=desk.at(62)) == 1
    assert desk.clock(held, "first_response").breached_at == desk.at(60)


def test_answers_and_sweeps_at_once_never_wait_for_each_other_in_a_ring(desk: Desk) -> None:
    tickets = [desk.asked(minute) for minute in range(8)]
    deeds = [
        lambda ticket=ticket: reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(70)) for ticket in tickets
    ]
    outcomes = run_at_once(*deeds, *[lambda: sweep(at=desk.at(70))] * 2)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    sweep(at=desk.at(70))
    assert not Clock.objects.filter(kind="first_response").exclude(state="met").exists()
    for row in Clock.objects.filter(kind="first_response"):
        assert row.breached_at == row.started_at + timedelta(minutes=60)
    assert outcome()[-1] == []
