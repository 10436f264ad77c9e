"""The pipe by which mail comes in, and the import of what was kept elsewhere (interface.md)."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from support_desk.shared import clock
from tickets.actions.mail.ingest import Ingested, ingest
from tickets.mail_sources import letters_in
from tickets.models import Mailbox

TEMPORARY_FAILURE = 75


class Command(BaseCommand):
    help = "Take in one raw message from standard input, or many by --from; one JSON line each."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mailbox", help="name or address of the mailbox; the first active one by default")
        parser.add_argument("--from", dest="path", type=Path, help="an mbox, a Maildir or a folder of raw messages")
        parser.add_argument("--archive", action="store_true", help="with --from: send nothing and start no clocks")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.take_in(**options)
        except (DatabaseError, OSError, Mailbox.DoesNotExist) as error:
            self.stderr.write(f"not stored, try again later: {error}")
            sys.exit(TEMPORARY_FAILURE)

    def take_in(self, *, mailbox: str | None, path: Path | None, archive: bool, **_rest: Any) -> None:
        box = find_mailbox(mailbox)
        if path is None:
            content = sys.stdin.buffer.read()
            self.say(ingest(content=content, mailbox=box, at=clock.now(), source="pipe"))
            return
        for source, content in letters_in(path):
            done = ingest(content=content, mailbox=box, at=clock.now(), source=source, is_archive=archive)
            self.say(done, source=source)

    def say(self, done: Ingested, **more: str) -> None:
        self.stdout.write(json.dumps(asdict(done) | more, ensure_ascii=False))


def find_mailbox(name: str | None) -> Mailbox:
    """The mailbox by name or address; Mailbox.DoesNotExist with a sentence when there is none."""
    active = Mailbox.objects.select_related("department").filter(is_active=True).order_by("id")
    found = active.filter(name=name).first() or active.filter(address__iexact=name).first() if name else active.first()
    if found is None:
        raise Mailbox.DoesNotExist(f"no mailbox {name!r}" if name else "no active mailbox: make one in /admin/")
    return found
