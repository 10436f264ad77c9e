"""What people answer for in somebody's absence, asked of the apps above so that imports run one way (L4).

A viewer is read in one statement: an app gives expressions over an employee that end in a list of ids.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal

from django.contrib.postgres.expressions import ArraySubquery

Kind = Literal["projects", "tickets"]
Covered = Callable[[datetime], Mapping[Kind, ArraySubquery]]
SOURCES: list[Covered] = []


def register_covered(source: Covered) -> None:
    """Called from an app's `ready()`; twice changes nothing."""
    if source not in SOURCES:
        SOURCES.append(source)


def covered_at(at: datetime) -> dict[str, ArraySubquery]:
    """Annotations of an employee by name, `covering_projects` and `covering_tickets`."""
    return {f"covering_{kind}": ids for source in SOURCES for kind, ids in source(at).items()}
