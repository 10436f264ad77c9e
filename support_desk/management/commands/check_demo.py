"""`manage.py check_demo --url …`: what a visitor of the running demo would try first."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from support_desk.supervisor import memory
from support_desk.supervisor.trial import TrialFailed, home_page_after_login, job_through_the_worker


class Command(BaseCommand):
    help = "Logs in as each role, fetches its home page and runs one job through the worker."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--url", required=True, help="where the demo answers, such as http://127.0.0.1:8000")

    def handle(self, *args: Any, **options: Any) -> None:
        known = memory.recall(settings.VAR_DIR)
        if known is None or not known.logins:
            raise CommandError("no demo under VAR_DIR: no log-in is known")
        try:
            for login in known.logins:
                title = home_page_after_login(options["url"], reverse("account_login"), login)
                self.stdout.write(f"ok  {login.role}: {title}")
            seconds = job_through_the_worker()
            self.stdout.write(f"ok  a job through the worker: {seconds * 1000:.0f} ms")
        except TrialFailed as failed:
            raise CommandError(str(failed)) from failed
