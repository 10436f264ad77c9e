"""`manage.py load_demo`: the demo department in an empty database."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from support_desk import demo
from support_desk.shared import clock


class Command(BaseCommand):
    help = "Loads a department with three months of work into an empty database (DEMO=1 alone)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=["en", "ru"], default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's passwords are known to everybody. Set DEMO=1 to load it.")
        if get_user_model().objects.exists():
            raise CommandError("The database is not empty. The demo is loaded into an empty one.")
        demo.load(language=options["language"], at=clock.now())
        with connection.cursor() as cursor:
            # The planner learns at once what autovacuum would tell it in a minute.
            cursor.execute("ANALYZE")
        for role, email, password, name in demo.logins():
            self.stdout.write(f"{role:16} {email:24} {password}  {name}")
