"""Draws the state machines into the READMEs of their apps, from the tables that the code obeys."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from disputes.domain.workflow import DISPUTE_TRANSITIONS, UNDECIDED, DisputeState
from tickets.domain.statuses import TRANSITIONS
from tickets.domain.tasks import FINISHED, TASK_TRANSITIONS, TaskStatus
from workload.domain.leave_slips import SLIP_TRANSITIONS

# mark → the picture that stands between it and its end
TICKETS, TASKS, SLIPS, DISPUTES = "states", "task states", "slip states", "dispute states"


class Command(BaseCommand):
    help = "Draw the state machines into the READMEs; with --check only compare, and fail when a picture is old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        pictures = {
            "tickets": {TICKETS: picture(), TASKS: task_picture()},
            "workload": {SLIPS: slip_picture()},
            "disputes": {DISPUTES: dispute_picture()},
        }
        for app, drawings in pictures.items():
            draw(app, drawings, only_compares=options["check"])


def draw(app: str, drawings: Mapping[str, str], *, only_compares: bool) -> None:
    """Puts each drawing between its marks in the app's README. CommandError for an old one that is only compared."""
    readme = Path(settings.BASE_DIR) / app / "README.md"
    current = readme.read_text(encoding="utf-8")
    drawn = current
    for name, drawing in drawings.items():
        drawn = with_picture(drawn, drawing, name)
    if only_compares and drawn != current:
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


def slip_picture() -> str:
    """The table of leave slips in the same way. A stage that everybody has signed already is passed over."""
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> with_cover"]
    for (state, event), (parties, target) in SLIP_TRANSITIONS.items():
        if state != target:
            lines.append(f"  {state} --> {target}: {event} ({', '.join(sorted(parties))})")
    return "\n".join([*lines, "  closed --> [*]", "```", ""])


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
