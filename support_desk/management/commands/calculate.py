"""`manage.py calculate <rule>`: JSON on standard input, JSON and nothing else on standard output."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from support_desk.calculating import RULES
from support_desk.calculating.answering import answer

BAD_CASE = 2


class Command(BaseCommand):
    """Exit 2 for a single bad case or for what is not JSON, with the error as JSON all the same."""

    help = "Apply a pure rule to one JSON case, or to a list of them, from standard input; needs no server and no key."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rule", choices=sorted(RULES), help="which rule")

    def handle(self, *args: Any, rule: str, **options: Any) -> None:
        result, is_answer = answer(RULES[rule], sys.stdin.buffer.read())
        self.stdout.write(json.dumps(result))
        if not is_answer:
            self.stdout.flush()
            sys.exit(BAD_CASE)
