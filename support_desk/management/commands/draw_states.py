"""Draws the state machines into the READMEs of their apps, from the tables that the code obeys."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tickets.domain.statuses import TRANSITIONS
from tickets.domain.tasks import FINISHED, TASK_TRANSITIONS, TaskStatus
from workload.domain.rosters import ROSTER_TRANSITIONS
from workload.domain.shift_swaps import ENDED, SWAP_TRANSITIONS

# mark → the picture that stands between it and its end
TICKETS, TASKS, ROSTERS, SWAPS = "states", "task states", "roster states", "swap states"


class Command(BaseCommand):
    help = "Draw the state machines into the READMEs; with --check only compare, and fail when a picture is old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        draw("tickets", {TICKETS: picture(), TASKS: task_picture()}, is_check=options["check"])
        draw("workload", {ROSTERS: roster_picture(), SWAPS: swap_picture()}, is_check=options["check"])


def draw(app: str, pictures: Mapping[str, str], *, is_check: bool) -> None:
    """Puts the pictures into the app's README by their marks. CommandError when one is old and `is_check`."""
    readme = Path(settings.BASE_DIR) / app / "README.md"
    current = drawn = readme.read_text(encoding="utf-8")
    for name, drawing in pictures.items():
        drawn = with_picture(drawn, drawing, name)
    if is_check and drawn != current:
        raise CommandError(f"{app}/README.md shows an old picture: run manage.py draw_states")
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


def roster_picture() -> str:
    """The table of rosters in the same way; moves that stay where they are, are left out."""
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> draft"]
    for (state, event), (parties, target) in ROSTER_TRANSITIONS.items():
        if state != target:
            lines.append(f"  {state} --> {target}: {event} ({', '.join(sorted(parties))})")
    return "\n".join([*lines, "  approved --> [*]", "```", ""])


def swap_picture() -> str:
    """The table of swaps in the same way."""
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> offered"]
    lines += [f"  {state} --> {end}: {event} ({who})" for (state, event), (who, end) in SWAP_TRANSITIONS.items()]
    return "\n".join([*lines, *(f"  {state} --> [*]" for state in ENDED), "```", ""])


def with_picture(text: str, drawing: str, name: str = TICKETS) -> str:
    """`text` with whatever stands between the two marks of `name` replaced by `drawing`."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _old, rest = text.partition(start)
    _inside, mark, after = rest.partition(end)
    if not mark:
        raise CommandError(f"the README has lost its <!-- {name} --> marks")
    return f"{before}{start}{drawing}{mark}{after}"
