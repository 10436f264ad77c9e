"""D9, I1: a sweep of disputes that is killed comes to one outcome, posted and told once."""

import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from disputes.actions.silence import decide_by_silence
from disputes.models import Dispute, Posting
from support_desk.shared.models import AuditEntry, Notice
from tests.disputes.court import a_court, check_lawful
from tests.tickets.mail.desk import ROOT

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Environment = Callable[..., dict[str, str]]

# Dies by its own hand in the second chunk: before it tells, or after, with nothing committed.
KILLED = """
import os, signal, sys
from datetime import datetime
from disputes.actions import silence
point, at = sys.argv[-2:]
tell, done = silence.tell_silence, []
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def told(*args, **options):
    done.append(1)
    if point == "posted" and len(done) == 2:
        die()
    tell(*args, **options)
    if len(done) == 2:
        die()
silence.CHUNK, silence.tell_silence = 2, told
silence.decide_by_silence(at=datetime.fromisoformat(at))
"""


@pytest.mark.parametrize("point", ["posted", "told"])
def test_a_killed_sweep_comes_to_the_same(process_environment: Environment, point: str) -> None:
    courts = [a_court() for _one in range(5)]
    at = courts[0].dispute.respond_by
    script = [sys.executable, "-c", f"import django; django.setup()\n{KILLED}", point, at.isoformat()]
    environment = process_environment(DJANGO_SETTINGS_MODULE="support_desk.settings")
    killed = subprocess.run(script, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (Dispute.objects.filter(state="defaulted").count(), Posting.objects.count()) == (2, 4)
    assert [decide_by_silence(at=at), decide_by_silence(at=at)] == [3, 0]
    assert (Posting.objects.count(), Notice.objects.filter(kind="dispute.silence").count()) == (10, 10)
    assert AuditEntry.objects.filter(action="dispute.time_out").count() == 5
    for court in courts:
        check_lawful(court.dispute)
