"""Draws the state machines into the READMEs of their apps, from the tables that the code obeys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from disputes.domain.workflow import DISPUTE_TRANSITIONS, UNDECIDED, DisputeState
from tickets.domain.statuses import TRANSITIONS
from tickets.domain.tasks import FINISHED, TASK_TRANSITIONS, TaskStatus

# mark → the picture that stands between it and its end
TICKETS, TASKS, DISPUTES = "states", "task states", "dispute states"


class Command(BaseCommand):
    help = "Draw the state machines into the READMEs; with --check only compare, and fail when a picture is old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        for app, pictures in (
            ("tickets", {TICKETS: picture(), TASKS: task_picture()}),
            ("disputes", {DISPUTES: dispute_picture()}),
        ):
            readme = Path(settings.BASE_DIR) / app / "README.md"
            current = drawn = readme.read_text(encoding="utf-8")
            for mark, drawing in pictures.items():
                drawn = with_picture(drawn, drawing, mark)
            if options["check"] and drawn != current:
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


def dispute_picture() -> str:
    """The table of disputes in the same way; what nothing leaves is an end, and so is silence that nothing undoes."""
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> open"]
    lines += [
        f"  {state} --> {target}: {event} ({who})" for (state, event), (who, target) in DISPUTE_TRANSITIONS.items()
    ]
    ends = (state for state in DisputeState if state not in UNDECIDED)
    return "\n".join([*lines, *(f"  {state} --> [*]" for state in ends), "```", ""])


def with_picture(text: str, drawing: str, name: str = TICKETS) -> str:
    """`text` with whatever stands between the two marks of `name` replaced by `drawing`."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _old, rest = text.partition(start)
    _inside, mark, after = rest.partition(end)
    if not mark:
        raise CommandError(f"the README has lost its <!-- {name} --> marks")
    return f"{before}{start}{drawing}{mark}{after}"
