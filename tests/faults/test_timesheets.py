"""L5: a filling whose worker is killed in the middle of a step goes on where it was, and comes to the same."""

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest

from support_desk.shared import clock
from support_desk.shared.actions.jobs import run_step
from tests.factories import a_department, an_absence, an_employee, viewer, with_calendar
from tests.factories.timesheets import OCTOBER, an_approved_calendar
from tests.tickets.mail.desk import ROOT
from workload.actions.timesheets import jobs as filling
from workload.models import TimesheetDay, TimesheetFilling

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Environment = Callable[..., dict[str, str]]

# Dies by its own hand in the second step, after it has written and before that is committed.
KILLED = """
import os, signal, sys
from uuid import UUID
from support_desk.shared import clock
from support_desk.shared.actions.jobs import run_step
from workload.actions.timesheets import jobs
def die(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)
job, write = UUID(sys.argv[-1]), jobs.fill_part
jobs.PEOPLE_A_STEP = 2
run_step(job_id=job, at=clock.now())
def written(*args, **options):
    write(*args, **options)
    die()
jobs.fill_part = written
run_step(job_id=job, at=clock.now())
"""


def test_a_filling_that_is_killed_goes_on(process_environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PEOPLE_A_STEP", 2)
    department = a_department()
    head = an_employee("head", department=department)
    with_calendar(department, an_approved_calendar(head))
    for day in range(5, 9):
        an_absence(an_employee("manager", department=department), date(2026, 10, day), type="sickness")
    at = clock.now()
    job = filling.start_filling(departments=[department], month=OCTOBER, by=viewer(head, at), at=at)
    script = [sys.executable, "-c", f"import django; django.setup()\n{KILLED}", str(job.pk)]
    environment = process_environment(DJANGO_SETTINGS_MODULE="support_desk.settings")
    killed = subprocess.run(script, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    job.refresh_from_db()
    assert job.done == 2
    while run_step(job_id=job.pk, at=at):
        pass
    job.refresh_from_db()
    assert (job.state, job.done) == ("done", 5), job.error
    assert TimesheetDay.objects.count() == 5 * 31
    assert TimesheetDay.objects.filter(code="Б").count() == 4
    assert TimesheetFilling.objects.get().month == OCTOBER
