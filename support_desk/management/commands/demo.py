"""`manage.py demo`: a whole desk with believable data from one command."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from support_desk.supervisor.__main__ import HELP
from support_desk.supervisor.demo import Demo
from support_desk.supervisor.options import add_arguments, options_of


class Command(BaseCommand):
    """Lists the command under `manage.py help`. From the command line manage.py starts the supervisor itself."""

    help = HELP
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(Demo(options_of(Namespace(**options), settings.ENVIRONMENT), os.environ).run())
