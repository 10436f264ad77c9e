"""Long work by name: what a job row's `kind` runs, step by step."""

from collections.abc import Callable

from support_desk.shared.models import Job

Step = Callable[[Job], bool]
STEPS: dict[str, Step] = {}
UNDO: dict[str, str] = {}


def register(kind: str, step: Step, *, undo: str = "") -> None:
    """`step` does at most thirty seconds of work, moves `job.done`, and returns True when all is done. `undo`: the name
    of the address that puts back what a finished job of this kind did."""
    STEPS[kind] = step
    if undo:
        UNDO[kind] = undo
