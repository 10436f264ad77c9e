"""Two closings at once close once; who is killed in the middle has closed nothing, and is resumed (Y5, I5)."""

import signal
import subprocess
import sys

import pytest

from disputes.models import KittyEntry, Settlement
from payroll.models import PayPeriod, PayRun, Payslip
from support_desk.invariants.closed_pay import CLOSED_PAY
from support_desk.invariants.pay import PAYSLIPS
from support_desk.shared.actions.jobs import run_step
from support_desk.shared.models import AuditEntry, Job, Notice
from tests.at_once import run_at_once
from tests.factories.disputes import a_point_policy
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER
from tests.tickets.mail.desk import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
# Dies by its own hand when everything is written and nothing is committed.
KILLED = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from payroll.actions.runs import approving, drafting
from payroll.models import PayRun
from support_desk.shared.actions.jobs import run_step
from support_desk.shared.models import Job
from workload.models import Employee
from workload.queries.viewers import viewer_of_employee
at = datetime.fromisoformat(sys.argv[-1])
die = lambda *args, **options: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[-2] == "draft":
    drafting.finish_drafts = die
    while run_step(job_id=Job.objects.get().pk, at=at): pass
else:
    approving.tell_approved = die
    dina = viewer_of_employee(Employee.objects.get(name="Dina"), at)
    approving.approve_run(run=PayRun.objects.get(state="confirmed"), digest="", by=dina, at=at)
"""


@pytest.fixture
def month() -> PayMonth:
    """Vera has lost two points; the kitty gets what they are worth."""
    made = a_pay_month()
    a_point_policy(made.department, kind="kitty")
    posted(made.person("Mila"), made.person("Vera"), 2)
    settled(made.department)
    return made


def broken() -> list[str]:
    return [f"{row.object}: {row.detail}" for one in (PAYSLIPS, CLOSED_PAY) for row in one.check()]


def test_two_at_once_freeze_confirm_and_approve_once(month):
    assert {period.pk for period in run_at_once(month.freeze, month.freeze)} == {month.period.pk}
    month.draft()
    run_at_once(month.confirm, month.confirm)
    assert {run.state for run in run_at_once(month.approve, month.approve)} == {"approved"}
    for action, times in (("pay.freeze", 1), ("pay.confirm", 1), ("pay.approve", 1)):
        assert AuditEntry.objects.filter(action=action).count() == times, action
    assert Notice.objects.filter(kind="pay.approved").count() == 2
    assert KittyEntry.objects.get().amount == 200 and broken() == []


@pytest.mark.faults
@pytest.mark.slow
def test_a_draft_and_a_closing_that_are_killed_go_on_where_they_were(month, process_environment):
    from payroll.actions.runs.drafting import start_draft

    start_draft(period=month.freeze(), by=month.viewer("Hugo"), at=IN_NOVEMBER)
    die(process_environment, "draft")
    assert PayRun.objects.filter(state="drafting").count() == 2 and Payslip.objects.count() == 3
    assert run_step(job_id=Job.objects.get().pk, at=IN_NOVEMBER) is False
    assert PayRun.objects.filter(state="drafted").count() == 2
    month.confirm()
    die(process_environment, "approve")
    assert month.run().state == "confirmed" and Settlement.objects.get().state == "settled"
    assert not KittyEntry.objects.exists() and not Notice.objects.filter(kind="pay.approved").exists()
    assert month.approve().state == "approved"
    assert KittyEntry.objects.get().amount == 200 and PayPeriod.objects.get().state == "frozen" and broken() == []


def die(process_environment, step: str) -> None:
    """Runs the script, which kills itself."""
    environment = process_environment(DJANGO_SETTINGS_MODULE="support_desk.settings")
    words = [sys.executable, "-c", KILLED, step, IN_NOVEMBER.isoformat()]
    killed = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
