"""Long work by name: what a job row's `kind` runs, step by step."""

from collections.abc import Callable

from support_desk.shared.models import Job

Step = Callable[[Job], bool]
STEPS: dict[str, Step] = {}


def register(kind: str, step: Step) -> None:
    """`step` does at most thirty seconds of work, moves `job.done`, and returns True when all is done."""
    STEPS[kind] = step
