"""A desk that gets mail: one mailbox, one client, her manager; and ways to give it letters."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.factories.clients import a_client, a_contact, a_project
from tests.factories.mail import a_mailbox
from tests.factories.people import NOW, an_employee
from tickets.actions.mail.ingest import Ingested, ingest
from tickets.models import Contact, Mailbox, Message, Project, Ticket

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class MailDesk:
    mailbox: Mailbox
    project: Project
    anna: Contact

    @property
    def manager_address(self) -> str:
        return self.project.owner.user.email

    def take(self, raw: bytes, *, at: datetime = NOW, **over: Any) -> Ingested:
        return ingest(content=raw, mailbox=self.mailbox, at=at, source="test", **over)


def a_desk() -> MailDesk:
    """`support@desk.test`, and Anna of Kedr who writes from `anna@client.test`."""
    mailbox = a_mailbox(address="support@desk.test")
    project = a_project(a_client("Kedr", language="en"), an_employee("manager", department=mailbox.department))
    return MailDesk(mailbox, project, a_contact(project.client, "anna@client.test", name="Anna"))


def ticket_of(done: Ingested) -> Ticket:
    return Ticket.objects.get(number=done.ticket)


def message_of(done: Ingested) -> Message:
    return Message.objects.get(pk=done.message)


@dataclass(frozen=True)
class Ran:
    """What a run of `manage.py ingest_mail` left: exit code, its JSON lines, its errors."""

    code: int
    lines: list[dict[str, Any]]
    errors: str


def run_ingest_mail(environment: dict[str, str], *arguments: str, stdin: bytes = b"") -> Ran:
    """A real process; every line on its standard output must be JSON."""
    done = subprocess.run(
        command(*arguments), cwd=ROOT, env=environment, input=stdin, capture_output=True, timeout=120, check=False
    )
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return Ran(done.returncode, lines, done.stderr.decode())


def command(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", "ingest_mail", *arguments]
