"""`manage.py run_due [--at INSTANT]`: does everything that is due, in order, as the jobs of beat would."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from support_desk.shared import clock, due
from support_desk.shared.instants import parse_instant


class Command(BaseCommand):
    help = "Does everything that is due, in order, and prints a line a kind with how much was done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at", metavar="INSTANT", help="pretend that it is so late, as 2026-11-26T09:00+03:00; only with DEMO=1"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = instant(options["at"])
        for name, count in due.run_all(at=at):
            self.stdout.write(f"{name}: {count}")


def instant(text: str | None) -> datetime:
    """The instant asked for, else now. CommandError where time may not be pretended or cannot be read."""
    if text is None:
        return clock.now()
    if not settings.DEMO:
        raise CommandError("--at is only for demos and tests: what it does to real promises cannot be undone.")
    try:
        return parse_instant(text)
    except ValueError as error:
        raise CommandError(f"--at: {text!r} is no instant; write it as 2026-11-26T09:00+03:00.") from error
