"""Draws the state machines into the READMEs of their apps, from the tables that the code obeys."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tickets.domain.statuses import TRANSITIONS
from tickets.domain.tasks import FINISHED, TASK_TRANSITIONS, TaskStatus
from workload.domain.timesheet_states import SHEET_TRANSITIONS

# The picture stands between this mark and its end.
TICKETS, TASKS, SHEETS = "states", "task states", "timesheet states"


class Command(BaseCommand):
    help = "Draw the state machines into the READMEs; with --check only compare, and fail when a picture is old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        for app, pictures in (
            ("tickets", {TICKETS: picture(), TASKS: task_picture()}),
            ("workload", {SHEETS: sheet_picture()}),
        ):
            draw_into(Path(settings.BASE_DIR) / app / "README.md", pictures, only_compare=options["check"])


def draw_into(readme: Path, pictures: Mapping[str, str], *, only_compare: bool) -> None:
    """CommandError when the README shows an old picture and is only compared."""
    current = drawn = readme.read_text(encoding="utf-8")
    for name, drawing in pictures.items():
        drawn = with_picture(drawn, drawing, name)
    if only_compare and drawn != current:
        raise CommandError(f"{readme.parent.name}/README.md shows an old picture: run manage.py draw_states")
    readme.write_text(drawn, encoding="utf-8")


def picture() -> str:
    """The table as a Mermaid state diagram; moves that stay where they are, are left out."""
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> new"]
    for (state, event), (parties, target) in TRANSITIONS.items():
        if state != target:
            who = ", ".join(sorted(parties))
            lines.append(f"  {state} --> {target}: {event} ({who})")
    return "\n".join([*lines, "  closed --> [*]", "```", ""])


def task_picture() -> str:
    """The table of tasks in the same way; moves that stay where they are, are left out."""
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> offered"]
    for (state, event), (parties, target) in TASK_TRANSITIONS.items():
        if state != target:
            lines.append(f"  {state} --> {target}: {event} ({', '.join(sorted(parties))})")
    return "\n".join([*lines, *(f"  {TaskStatus(state)} --> [*]" for state in FINISHED), "```", ""])


def sheet_picture() -> str:
    """The table of timesheets in the same way."""
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> filled"]
    for (state, event), (parties, target) in SHEET_TRANSITIONS.items():
        if state != target:
            lines.append(f"  {state} --> {target}: {event} ({', '.join(sorted(parties))})")
    return "\n".join([*lines, "  closed --> [*]", "```", ""])


def with_picture(text: str, drawing: str, name: str = TICKETS) -> str:
    """`text` with whatever stands between the two marks of `name` replaced by `drawing`."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _old, rest = text.partition(start)
    _inside, mark, after = rest.partition(end)
    if not mark:
        raise CommandError(f"the README has lost its <!-- {name} --> marks")
    return f"{before}{start}{drawing}{mark}{after}"
