"""`manage.py run_due`: everything that is due, in order, a line a kind."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from support_desk.management.commands.run_due import instant
from support_desk.shared import clock, due
from tests.tickets.sla.conftest import Desk
from tickets import jobs
from tickets.models import ClockStep
from tickets.queries.sla_health import HEARTBEAT, sweep_silence

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], **options: str) -> list[str]:
    call_command("run_due", **options)
    return capsys.readouterr().out.splitlines()


def test_the_ladder_runs_to_the_director_each_step_once(desk: Desk, settings, capsys) -> None:
    settings.DEMO = True
    ticket = desk.asked()
    for minutes, swept in ((44, 0), (45, 1), (61, 1), (61, 0), (120, 1), (300, 1)):
        lines = run(capsys, at=desk.at(minutes).isoformat())
        assert f"sla.sweep: {swept}" in lines
    steps = ClockStep.objects.filter(clock__ticket=ticket, clock__kind="first_response").order_by("position")
    assert list(steps.values_list("step", flat=True)) == ["warn", "breach", "manager", "operator", "head", "director"]


def test_the_kinds_come_in_their_order(capsys) -> None:
    names = [line.split(":")[0] for line in run(capsys)]
    assert names.index("presence.edges") < names.index("sla.sweep") < names.index("tickets.close_silent")
    assert names[-1] == "outbox"


def test_time_is_pretended_only_in_a_demo(settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="only for demos"):
        instant("2026-11-26T09:00+03:00")
    settings.DEMO = True
    assert instant("2026-11-26T09:00+03:00").hour == 6
    with pytest.raises(CommandError, match="no instant"):
        instant("tomorrow")
    assert abs(instant(None) - clock.now()) < timedelta(minutes=1)


def test_the_beat_leaves_its_pulse_and_silence_is_told(desk: Desk, monkeypatch) -> None:
    assert sweep_silence(desk.at(0)) is None
    monkeypatch.setattr(clock, "now", lambda: desk.at(0))
    jobs.sweep_clocks()
    assert sweep_silence(desk.at(3)) is None
    assert sweep_silence(desk.at(3.5)) == timedelta(minutes=3.5)


def test_an_unknown_kind_is_an_error(desk: Desk) -> None:
    with pytest.raises(KeyError):
        due.run("nothing", at=desk.at(0))
    assert due.run(HEARTBEAT, at=desk.at(0)) == 0
    assert jobs.recount_clocks() == 0


@pytest.mark.parametrize(("due_tickets", "hands"), [(1, 1), (2, 2)])
def test_after_a_standstill_another_worker_helps(desk: Desk, monkeypatch, due_tickets: int, hands: int) -> None:
    """More than the usual is due: here more than one clock."""
    monkeypatch.setattr("tickets.queries.sla_health.USUAL", 1)
    for _number in range(due_tickets):
        desk.asked()
    called = []
    monkeypatch.setattr(jobs.help_to_sweep, "delay", lambda: called.append(jobs.help_to_sweep()))
    monkeypatch.setattr(clock, "now", lambda: desk.at(61))
    swept = jobs.sweep_clocks() + sum(called)
    assert (1 + len(called), swept) == (hands, due_tickets)
