"""Draws the state machines into the READMEs of their apps, from the tables that the code obeys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tickets.domain.statuses import TRANSITIONS

START, END = "<!-- states -->\n", "<!-- /states -->"


class Command(BaseCommand):
    help = "Draw the state machines into the READMEs; with --check only compare, and fail when a picture is old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        readme = Path(settings.BASE_DIR) / "tickets" / "README.md"
        current = readme.read_text(encoding="utf-8")
        drawn = with_picture(current, picture())
        if options["check"] and drawn != current:
            raise CommandError("tickets/README.md shows an old picture: run manage.py draw_states")
        readme.write_text(drawn, encoding="utf-8")


def picture() -> str:
    """The table as a Mermaid state diagram; moves that stay where they are, are left out."""
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> new"]
    for (state, event), (parties, target) in TRANSITIONS.items():
        if state != target:
            who = ", ".join(sorted(parties))
            lines.append(f"  {state} --> {target}: {event} ({who})")
    return "\n".join([*lines, "  closed --> [*]", "```", ""])


def with_picture(text: str, drawing: str) -> str:
    """`text` with whatever stands between the two marks replaced by `drawing`."""
    before, _old, rest = text.partition(START)
    _inside, mark, after = rest.partition(END)
    if not mark:
        raise CommandError("the README has lost its <!-- states --> marks")
    return f"{before}{START}{drawing}{mark}{after}"
