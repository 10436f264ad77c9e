"""The pipe by which mail comes in, and the import of what was kept elsewhere (interface.md)."""

import json
import logging
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from support_desk.shared import clock
from tickets.actions.mail.ingest import Ingested, ingest
from tickets.mail_sources import letters_in
from tickets.models import Mailbox

logger = logging.getLogger(__name__)
TEMPORARY_FAILURE = 75


class Command(BaseCommand):
    """Whatever keeps a mail from being stored is told as a temporary failure: the mail server holds the letter and
    delivers it again, and by Message-ID and content it is the same one."""

    help = "Take in one raw message from standard input, or many by --from; one JSON line each."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mailbox", help="name or address of the mailbox; the first active one by default")
        parser.add_argument("--from", dest="path", type=Path, help="an mbox, a Maildir or a folder of raw messages")
        parser.add_argument("--archive", action="store_true", help="with --from: send nothing and start no clocks")

    def handle(self, *args: Any, mailbox: str | None, path: Path | None, archive: bool, **options: Any) -> None:
        if path and not path.exists():
            raise CommandError(f"{path} does not exist.")
        if archive and not path:
            raise CommandError("--archive goes with --from.")
        try:
            box = find_mailbox(mailbox)
            if path:
                self.take_in_all(path, box, is_archive=archive)
            else:
                self.say(ingest(content=sys.stdin.buffer.read(), mailbox=box, at=clock.now(), source="pipe"))
        except Exception as error:
            self.stderr.write(f"not stored, try again later: {error}")
            logger.debug("not stored", exc_info=True)
            sys.exit(TEMPORARY_FAILURE)

    def take_in_all(self, path: Path, box: Mailbox, *, is_archive: bool) -> None:
        for source, content in letters_in(path):
            done = ingest(content=content, mailbox=box, at=clock.now(), source=source, is_archive=is_archive)
            self.say(done, source=source)

    def say(self, done: Ingested, **more: str) -> None:
        """At once, so that a run that is broken off has told of all it stored."""
        line = json.dumps(asdict(done) | more, ensure_ascii=False)
        self.stdout.write(line.encode("utf-8", "backslashreplace").decode())
        self.stdout.flush()


def find_mailbox(name: str | None) -> Mailbox:
    """The mailbox by name or address; Mailbox.DoesNotExist with a sentence when there is none."""
    active = Mailbox.objects.select_related("department").filter(is_active=True).order_by("id")
    found = active.filter(name=name).first() or active.filter(address__iexact=name).first() if name else active.first()
    if found is None:
        raise Mailbox.DoesNotExist(f"no mailbox {name!r}" if name else "no active mailbox: make one in /admin/")
    return found
