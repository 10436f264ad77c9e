"""`manage.py demo`: a whole desk with believable data from one command."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from support_desk.supervisor import memory
from support_desk.supervisor.plan import Options, become_supervisor, free_port

USUAL_PORT = 8000


class Command(BaseCommand):
    help = "Starts database, broker, web and worker with a demo department, and prints how to log in."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help=f"port of the web pages, usually {USUAL_PORT}")
        parser.add_argument("--language", choices=["en", "ru"], help="language of the demo's people and data")
        parser.add_argument("--reset", action="store_true", help="forget the demo's data and load them anew")
        parser.add_argument("--check", action="store_true", help="log in as each role, run a job, stop; exit 0 or 1")

    def handle(self, *args: Any, **options: Any) -> None:
        """The supervisor takes this process over: it needs none of what Django has loaded."""
        port = options["port"]
        if port is None:
            port = free_port() if options["check"] else USUAL_PORT
        if not 0 < port < 65536:
            raise CommandError(f"--port {port} is not a port, write a number from 1 to 65535")
        known = memory.recall(settings.VAR_DIR)
        remembered = known.language if known is not None and not options["reset"] else None
        asked = options["language"] or (known.language if known is not None else settings.LANGUAGE_CODE)
        if remembered is not None and asked != remembered:
            self.stdout.write(f"The demo's data are in {remembered!r}; --reset loads them in {asked!r}.")
        become_supervisor(
            Options(
                var_dir=settings.VAR_DIR,
                port=port,
                language=asked,
                reset=options["reset"],
                check=options["check"],
            )
        )
