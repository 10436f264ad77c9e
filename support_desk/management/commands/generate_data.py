"""`manage.py generate_data`: realistic volume by bulk load, for benchmarks."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from support_desk.shared import clock
from support_desk.volume import NotEmpty, Size, fill


class Command(BaseCommand):
    help = "Fills an empty database with tickets, messages and employees; the same seed gives the same rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tickets", type=int, default=20_000)
        parser.add_argument("--messages", type=int, default=100_000)
        parser.add_argument("--employees", type=int, default=50)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        size = Size(**{name: options[name] for name in ("tickets", "messages", "employees", "seed")})
        if not 1 <= size.tickets <= size.messages or size.employees < 3:
            raise CommandError("At least one ticket, as many messages as tickets, and three employees.")
        total = 0.0
        try:
            for phase in fill(size, at=clock.now()):
                total += phase.seconds
                self.stdout.write(f"{phase.name:10} {phase.seconds:8.1f} s")
        except NotEmpty as refusal:
            raise CommandError(str(refusal)) from refusal
        rate = (size.tickets + size.messages) / total
        self.stdout.write(
            f"{size.tickets} tickets, {size.messages} messages, {size.employees} employees in {total:.1f} s: "
            f"{rate:.0f} rows a second"
        )
