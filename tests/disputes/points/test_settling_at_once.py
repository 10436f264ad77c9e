"""Several workers settle and apply at once, one is killed in the middle: one settlement that adds up (M1, M3)."""

import signal
import subprocess
import sys

import pytest

from disputes.actions.settlements.applying import apply_settlement
from disputes.actions.settlements.settling import settle_due
from disputes.models import KittyEntry, SettledPosting, Settlement, SettlementLine
from support_desk.shared.models import Notice
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.at_once import run_at_once
from tests.factories.points import FIRST_OF_NOVEMBER, OCTOBER, pay_of, posted, settled
from tests.tickets.mail.desk import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
AT = FIRST_OF_NOVEMBER
# Dies by its own hand when everything is written and nothing is committed.
KILLED = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from disputes.actions.settlements import settling
settling.tell_settled = lambda *args, **options: os.kill(os.getpid(), signal.SIGKILL)
settling.settle_due(at=datetime.fromisoformat(sys.argv[-1]))
"""
KILLED_APPLYING = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from disputes.actions.settlements import applying
from disputes.models import Settlement
from support_desk.shared.viewer import Viewer
from tests.factories.points import pay_of
applying._record = lambda *args, **options: os.kill(os.getpid(), signal.SIGKILL)
at, month = datetime.fromisoformat(sys.argv[-1]), Settlement.objects.get()
applying.apply_settlement(settlement=month, people=pay_of(month), by=Viewer.system(at), at=at)
"""


@pytest.fixture
def department():
    made = make.a_department()
    make.a_point_policy(made, kind="kitty", starts_on=OCTOBER)
    posted(make.an_employee("manager", department=made), make.an_employee("manager", department=made), 2)
    return made


def check_settled_once():
    assert (Settlement.objects.count(), SettlementLine.objects.count(), SettledPosting.objects.count()) == (1, 2, 2)
    assert Notice.objects.filter(kind="points.settled").count() == 2


def test_three_workers_at_once_settle_once(department):
    outcomes = run_at_once(*(lambda: settle_due(at=AT) for _ in range(3)))
    assert sorted(outcomes) == [0, 0, 1]
    check_settled_once()


def test_applied_by_two_at_once_it_is_applied_once(department):
    month = settled(department)
    pay = pay_of(month)
    apply = lambda: apply_settlement(settlement=month, people=pay, by=Viewer.system(AT), at=AT)  # noqa: E731 - a deed
    assert run_at_once(apply, apply) == [month, month]
    assert KittyEntry.objects.get().amount == 200


@pytest.mark.faults
@pytest.mark.slow
def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(department, process_environment):
    die(process_environment, KILLED)
    assert not Settlement.objects.exists() and not SettledPosting.objects.exists()
    assert settle_due(at=AT) == 1
    check_settled_once()


@pytest.mark.faults
@pytest.mark.slow
def test_who_is_killed_while_applying_has_paid_nothing(department, process_environment):
    month = settled(department)
    die(process_environment, KILLED_APPLYING)
    assert not KittyEntry.objects.exists()
    assert set(month.lines.values_list("amount", flat=True)) == {None}
    for _again in range(2):
        apply_settlement(settlement=month, people=pay_of(month), by=Viewer.system(AT), at=AT)
    assert KittyEntry.objects.get().amount == 200


def die(process_environment, script: str) -> None:
    """Runs the script, which kills itself."""
    environment = process_environment(DJANGO_SETTINGS_MODULE="support_desk.settings")
    words = [sys.executable, "-c", script, AT.isoformat()]
    killed = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
