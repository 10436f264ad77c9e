"""A worker killed between the mail server's yes and our note of it: the one documented duplicate (ADR 0003)."""

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest

from support_desk.shared.actions.relay_outbox import LEASE, relay_outbox
from support_desk.shared.models import OutboxItem
from tests.factories import NOW, a_message, a_ticket, viewer
from tests.plugins.smtp import SmtpSink
from tickets.actions.replying import reply

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LATER = NOW + timedelta(seconds=11)

# The relay as it is; only its sender is followed by the kill, before the relay can note that the letter has left.
KILLED_AFTER_YES = """
import os, signal, sys
from datetime import datetime
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "support_desk.settings"
django.setup()
from support_desk.shared.actions.relay_outbox import relay_outbox
from support_desk.shared.outbox import SENDERS
send = SENDERS["mail.reply"]
def send_and_die(item):
    send(item)
    os.kill(os.getpid(), signal.SIGKILL)
SENDERS["mail.reply"] = send_and_die
relay_outbox(at=datetime.fromisoformat(sys.argv[1]))
"""


def test_the_letter_leaves_again_under_the_same_message_id(
    smtp_sink: SmtpSink, process_environment: Callable[..., dict[str, str]]
) -> None:
    ticket = a_ticket()
    a_message(ticket, "in", at=NOW - timedelta(hours=1))
    message = reply(ticket=ticket, body="Done.", by=viewer(ticket.assignee), at=NOW)

    killed = subprocess.run(
        [sys.executable, "-c", KILLED_AFTER_YES, LATER.isoformat()],
        env=process_environment(EMAIL_URL=smtp_sink.url),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert len(smtp_sink.messages()) == 1
    assert OutboxItem.objects.get().state == "leased"
    assert relay_outbox(at=LATER + timedelta(minutes=1)) == 0

    assert relay_outbox(at=LATER + LEASE + timedelta(seconds=1)) == 1
    message.refresh_from_db()
    first, second = smtp_sink.messages()
    assert first["Message-ID"] == second["Message-ID"] == message.mail_id
    assert first.as_bytes() == second.as_bytes()
    item = OutboxItem.objects.get()
    assert (item.state, item.attempts) == ("sent", 2)
    assert relay_outbox(at=LATER + 3 * LEASE) == 0
